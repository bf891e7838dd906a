import { Alert, Anchor, Group, Paper, Stack, Title } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CLAIMS } from '../../api/claims';
import { Facts } from '../../components/facts';
import { PageHeader } from '../../components/page-header';
import { Standing } from '../../components/standing';
import { Time } from '../../components/time';
import { UserActions } from './user-actions';
import { type User, userQuery } from './user-data';

const route = getRouteApi('/users/$userId');

/** Everything about one person. */
export function UserPage() {
  const { t } = useTranslation('users');
  const { userId } = route.useParams();
  const { data: user } = useSuspenseQuery(userQuery(userId));
  return (
    <>
      <PageHeader title={user.username} actions={<UserActions user={user} />} />
      <Stack>
        {user.enabled ? null : <Alert color="orange">{t('disabledText')}</Alert>}
        <Paper withBorder p="md">
          <UserFacts user={user} />
        </Paper>
        <Paper withBorder p="md" component="section" aria-label={t('claims')}>
          <Title order={2} size="h4" mb="sm">
            {t('claims')}
          </Title>
          <ClaimFacts user={user} />
        </Paper>
        <Group>
          <Anchor component={Link} to="/audit" search={{ actor: userId } as never}>
            {t('didWhat')}
          </Anchor>
          <Anchor component={Link} to="/audit" search={{ target_id: userId } as never}>
            {t('wasDone')}
          </Anchor>
        </Group>
      </Stack>
    </>
  );
}

function UserFacts({ user }: { readonly user: User }) {
  const { t } = useTranslation(['users', 'common']);
  return (
    <Facts
      facts={[
        ['Id', <code key="id">{user.id}</code>],
        [t('state'), <Standing key="state" enabled={user.enabled} />],
        [t('roles'), user.roles.join(', ') || t('none')],
        [t('groups'), user.groups.join(', ') || t('none')],
        [t('password'), t(user.has_password ? 'hasPassword' : 'hasNoPassword')],
        [t('created'), <Time key="created" at={user.created_at} />],
        [t('changed'), <Time key="changed" at={user.updated_at} />],
      ]}
    />
  );
}

function ClaimFacts({ user: { claims } }: { readonly user: User }) {
  const { t } = useTranslation(['users', 'common']);
  const verified: Readonly<Record<string, boolean | null | undefined>> = {
    email: claims.email_verified,
    phone_number: claims.phone_number_verified,
  };
  const known = CLAIMS.filter(({ name }) => typeof claims[name] === 'string');
  if (known.length === 0) return t('nothingKnown');
  return (
    <Facts
      facts={known.map(({ name }) => [
        t(`common:claims.${name}`),
        verified[name] === true ? t('verified', { value: claims[name] }) : claims[name],
      ])}
    />
  );
}
