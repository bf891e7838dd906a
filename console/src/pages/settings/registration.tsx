import { Alert, Button, Code, Paper, Select, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client';
import { CopyAsCurl } from '../../components/curl';
import { Problem } from '../../components/problem';
import { Facts } from './facts';
import { IssuedRegistrationToken } from './issued-registration-token';
import type { Server } from './server';
import { ServerPanel } from './server-panel';

/** Seconds for which clients may be registered with a token. */
const LIFETIMES = ['3600', '86400', '604800', '2592000'] as const;

/** Who may register OAuth clients without an administrator, and tokens for those who may. */
export function Registration() {
  const { t } = useTranslation('settings');
  return (
    <ServerPanel>
      {(server) => (
        <>
          <Mode server={server} />
          {server.dynamic_registration === 'token' ? (
            <IssueToken />
          ) : (
            <Alert color="gray" title={t('registration.noTokens')}>
              {t('registration.noTokensText')} <Code>OSTIARY_DYNAMIC_REGISTRATION=token</Code>
            </Alert>
          )}
        </>
      )}
    </ServerPanel>
  );
}

function Mode({ server }: { readonly server: Server }) {
  const { t } = useTranslation(['settings', 'common']);
  const { self_registered_scopes: scopes } = server;
  return (
    <Paper withBorder p="md">
      <Facts
        rows={[
          [t('registration.mode'), t(`registration.modes.${server.dynamic_registration}`)],
          [
            t('registration.documents'),
            server.client_metadata_documents ? t('common:yes') : t('common:no'),
          ],
          [t('registration.scopes'), scopes.length === 0 ? t('common:none') : scopes.join(' ')],
        ]}
      />
    </Paper>
  );
}

function IssueToken() {
  const { t } = useTranslation('settings');
  const [lifetime, setLifetime] = useState<string>('86400');
  const body = { lifetime_seconds: Number(lifetime) };
  const issue = useMutation({
    mutationFn: () => unwrap(api.POST('/admin/registration-tokens', { body })),
    gcTime: 0,
  });
  return (
    <Paper withBorder p="md">
      <Stack align="flex-start">
        <Title order={2} size="h4">
          {t('registration.issue')}
        </Title>
        <Text>{t('registration.issueText')}</Text>
        <Select
          label={t('registration.lifetime')}
          allowDeselect={false}
          data={LIFETIMES.map((value) => ({ value, label: t(`registration.lifetimes.${value}`) }))}
          value={lifetime}
          onChange={(value) => setLifetime(value ?? '86400')}
        />
        {issue.error === null ? null : <Problem error={issue.error} />}
        <Button loading={issue.isPending} onClick={() => issue.mutate()}>
          {t('registration.issueAction')}
        </Button>
        <CopyAsCurl method="POST" path="/admin/registration-tokens" body={body} />
      </Stack>
      <IssuedRegistrationToken issued={issue.data} onStored={issue.reset} />
    </Paper>
  );
}
