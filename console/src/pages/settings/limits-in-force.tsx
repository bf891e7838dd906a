import { Alert, Paper } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Facts } from './facts';
import { ServerPanel } from './server-panel';

const MIB = 1024 * 1024;

/** What the environment of the process has set, which no call changes. */
export function LimitsInForce() {
  const { t } = useTranslation(['settings', 'common']);
  const listOf = (values: readonly string[]) =>
    values.length === 0 ? t('common:none') : values.join(', ');
  return (
    <ServerPanel>
      {(server) => (
        <>
          <Alert color="gray" title={t('limits.where')}>
            {t('limits.whereText')}
          </Alert>
          <Paper withBorder p="md">
            <Facts
              rows={[
                [
                  t('limits.failedCalls'),
                  server.failed_calls_per_minute === 0
                    ? t('limits.unlimited')
                    : t('limits.perMinute', { count: server.failed_calls_per_minute }),
                ],
                [
                  t('limits.upload'),
                  server.max_upload_bytes === null
                    ? t('limits.unlimited')
                    : `${server.max_upload_bytes / MIB} MiB`,
                ],
                [
                  t('limits.usage'),
                  server.usage_retention_days === 0
                    ? t('limits.forEver')
                    : t('limits.days', { count: server.usage_retention_days }),
                ],
                [t('limits.requestLog'), t(`limits.requestLogs.${server.request_log}`)],
                [t('limits.keyPrefix'), <code key="prefix">{server.key_prefix}</code>],
                [t('limits.signedTokenHeaders'), listOf(server.signed_token_headers)],
                [t('limits.trustedProxies'), listOf(server.trusted_proxies)],
                [t('limits.forwardingHeader'), server.forwarding_header],
              ]}
            />
          </Paper>
        </>
      )}
    </ServerPanel>
  );
}
