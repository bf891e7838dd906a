import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client';
import { CommandLine } from '../../components/command-line';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { curlOf } from '../../components/curl';
import { Loading } from '../../components/loading';
import { Problem } from '../../components/problem';
import { Facts } from './facts';
import { RotateKeys } from './rotate-keys';
import { serverQuery } from './server';
import { type SigningKey, SigningKeyTable } from './signing-key-table';

const keysQuery = queryOptions({
  queryKey: ['signing-keys'],
  queryFn: async () => (await unwrap(api.GET('/admin/signing-keys'))).data,
});

/** The keys that tokens are signed with: which sign, which wait, and how to replace or distrust one. */
export function SigningKeys() {
  const { t } = useTranslation('settings');
  const client = useQueryClient();
  const { data: keys, isError, error, refetch } = useQuery(keysQuery);
  const days = useQuery(serverQuery).data?.signing_key_rotation_days;
  const [isRotating, rotating] = useDisclosure();
  const [revoked, setRevoked] = useState<SigningKey | null>(null);
  const refresh = () => void client.invalidateQueries({ queryKey: keysQuery.queryKey });
  if (isError) return <Problem error={error} onRetry={() => void refetch()} />;
  if (keys === undefined) return <Loading />;
  return (
    <Stack>
      <Group justify="space-between" align="flex-start">
        <Text maw={640}>{t('keys.text')}</Text>
        <Button onClick={rotating.open}>{t('keys.rotate')}</Button>
      </Group>
      {days === undefined ? null : (
        <Facts
          rows={[
            [
              t('keys.byItself'),
              days === 0 ? t('keys.byHand') : t('keys.everyDays', { count: days }),
            ],
          ]}
        />
      )}
      <Paper withBorder>
        <SigningKeyTable keys={keys} onRevoke={setRevoked} />
      </Paper>
      <CommandLine text={curlOf({ method: 'GET', path: '/admin/signing-keys' })} />
      <RotateKeys isOpen={isRotating} onClose={rotating.close} onRotated={refresh} />
      <ConfirmDialog
        isOpen={revoked !== null}
        onClose={() => setRevoked(null)}
        title={t('keys.revokeTitle')}
        action={t('keys.revoke')}
        isDangerous
        call={{ method: 'POST', path: `/admin/signing-keys/${revoked?.id}/revoke` }}
        run={async () => {
          const path = { key_id: revoked?.id ?? '' };
          await unwrap(api.POST('/admin/signing-keys/{key_id}/revoke', { params: { path } }));
          refresh();
        }}
      >
        <Text>{t(`keys.revokeText.${revoked?.use ?? 'access'}`)}</Text>
        <Text ff="monospace" size="sm" className="breakable">
          {revoked?.id}
        </Text>
      </ConfirmDialog>
    </Stack>
  );
}
