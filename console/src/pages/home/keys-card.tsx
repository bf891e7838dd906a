import { Anchor, Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { type UseQueryOptions, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/me';
import { Loading } from '../../components/loading';
import { Problem } from '../../components/problem';
import { Time } from '../../components/time';
import { expiringQuery, type KeysToMind, oldInUseQuery, unusedQuery } from './keys-to-mind';

const SHOWN = 5;

/** Keys that somebody should look at, before they bring a surprise. */
export function KeysCard() {
  const { t } = useTranslation('home');
  const { isAdmin } = useMe();
  return (
    <Paper withBorder p="md">
      <Title order={2} size="h4" mb="sm">
        {t('keys.title')}
      </Title>
      <SimpleGrid cols={{ base: 1, md: 3 }}>
        <KeyList name="expiring" query={expiringQuery(isAdmin)} search={{ soon: true }} />
        <KeyList name="oldInUse" query={oldInUseQuery(isAdmin)} />
        <KeyList name="unused" query={unusedQuery(isAdmin)} search={{ unused: true }} />
      </SimpleGrid>
    </Paper>
  );
}

interface KeyListProps {
  readonly name: 'expiring' | 'oldInUse' | 'unused';
  readonly query: UseQueryOptions<KeysToMind, Error, KeysToMind, (string | boolean)[]>;
  /** Of the page that shows them all; absent: there is none. */
  readonly search?: Readonly<Record<string, true>>;
}

function KeyList({ name, query, search }: KeyListProps) {
  const { t } = useTranslation('home');
  const { data, isPending, isError, error, refetch } = useQuery(query);
  const count = data === undefined ? '' : `${data.keys.length}${data.isComplete ? '' : '+'}`;
  return (
    <div>
      <Title order={3} size="h5">
        {t(`keys.${name}`)}
        {data === undefined ? null : ` (${count})`}
      </Title>
      <Text size="sm" c="dimmed" mb="xs">
        {t(`keys.${name}Text`)}
      </Text>
      {isPending ? <Loading /> : null}
      {isError ? <Problem error={error} onRetry={() => void refetch()} /> : null}
      {data?.keys.length === 0 ? <Text size="sm">{t('keys.none')}</Text> : null}
      <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: 'none' }} hidden={!count}>
        {data?.keys.slice(0, SHOWN).map(({ id, name: label, appName, to, at }) => (
          <li key={id}>
            <Group justify="space-between" gap="xs" wrap="nowrap" align="flex-start">
              <Stack gap={0} miw={0}>
                <Anchor component={Link} to={to} size="sm" className="breakable">
                  {label}
                </Anchor>
                <Text size="xs" c="dimmed" className="breakable">
                  {appName}
                </Text>
              </Stack>
              <Text size="xs" component="span" style={{ flexShrink: 0 }}>
                <Time at={at} />
              </Text>
            </Group>
          </li>
        ))}
      </Stack>
      {data === undefined || data.keys.length <= SHOWN || search === undefined ? null : (
        <Anchor
          component={Link}
          to="/keys"
          search={search as never}
          size="sm"
          mt="xs"
          display="inline-block"
        >
          {t('keys.all')}
        </Anchor>
      )}
    </div>
  );
}
