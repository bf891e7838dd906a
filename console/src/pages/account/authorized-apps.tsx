import { Button, EmptyState, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client';
import type { components } from '../../api/schema';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { Loading } from '../../components/loading';
import { Problem } from '../../components/problem';
import { Time } from '../../components/time';

type AuthorizedApp = components['schemas']['AuthorizedApp'];

const KEY = ['my-authorized-apps'] as const;

/** What somebody has allowed which apps, and where they take it back. */
export function AuthorizedApps() {
  const { t } = useTranslation('account');
  const queryClient = useQueryClient();
  const [ending, setEnding] = useState<AuthorizedApp | null>(null);
  const list = useQuery({
    queryKey: KEY,
    queryFn: () => unwrap(api.GET('/account/authorized-apps')),
  });
  if (list.isPending) return <Loading />;
  if (list.isError) return <Problem error={list.error} onRetry={() => void list.refetch()} />;
  const rows = list.data.data;
  if (rows.length === 0) {
    return <EmptyState py="xl" title={t('noApps')} description={t('noAppsText')} />;
  }
  return (
    <>
      <Stack component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
        {rows.map((app) => (
          <li key={app.client_id}>
            <AllowedApp app={app} onEnd={() => setEnding(app)} />
          </li>
        ))}
      </Stack>
      <ConfirmDialog
        isOpen={ending !== null}
        onClose={() => setEnding(null)}
        title={t('takeBack')}
        action={t('takeBack')}
        isDangerous
        call={{ method: 'DELETE', path: `/account/authorized-apps/${ending?.client_id ?? ''}` }}
        run={async () => {
          await takeBack(ending?.client_id ?? '');
          await queryClient.invalidateQueries({ queryKey: KEY });
        }}
      >
        <Text className="breakable">{t('takeBackText', { name: ending?.client_name ?? '' })}</Text>
      </ConfirmDialog>
    </>
  );
}

function takeBack(clientId: string) {
  const params = { path: { client_id: clientId } };
  return unwrap(api.DELETE('/account/authorized-apps/{client_id}', { params }));
}

function AllowedApp({ app, onEnd }: { readonly app: AuthorizedApp; readonly onEnd: () => void }) {
  const { t } = useTranslation('account');
  return (
    <Paper withBorder p="md">
      <Group justify="space-between" align="flex-start">
        <Stack gap={4} miw={0} flex={1}>
          <Title order={2} size="h4" className="breakable">
            {app.client_name}
          </Title>
          <Text size="sm" c="dimmed" className="breakable">
            {t('appOf', { app: app.app_name, owner: app.owner_name ?? t('administration') })}
          </Text>
          {app.allowed.map(({ resource, scopes }) => (
            <Text key={resource} size="sm" className="breakable">
              {resource ?? t('identity')}: <code>{scopes.join(' ')}</code>
            </Text>
          ))}
          {app.claims.length === 0 ? null : (
            <Text size="sm">
              {t('singleFacts')}: <code>{app.claims.join(' ')}</code>
            </Text>
          )}
          <Text size="sm" c="dimmed" component="div">
            {t('allowedAt')} <Time at={app.allowed_at} />
            {app.last_used_at === null ? null : (
              <>
                {' · '}
                {t('lastUsed')} <Time at={app.last_used_at} />
              </>
            )}
          </Text>
        </Stack>
        <Button variant="outline" color="red" size="xs" onClick={onEnd}>
          {t('takeBack')}
        </Button>
      </Group>
    </Paper>
  );
}
