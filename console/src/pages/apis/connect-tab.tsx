import { Fieldset, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyField } from '../../components/copy-field';
import type { ProtectedApi } from './api-data';
import { callLine } from './call-line';
import { FirstRequest } from './first-request';
import { ProxyConfiguration } from './proxy-configuration';

const PROXIES = [
  { value: 'nginx', label: 'nginx' },
  { value: 'caddy', label: 'Caddy' },
  { value: 'traefik', label: 'Traefik' },
  { value: 'envoy', label: 'Envoy' },
  { value: 'haproxy', label: 'HAProxy' },
  { value: 'apache', label: 'Apache' },
] as const;

/** How calls come to the door: the address of the gateway, or the configuration of one's own proxy. */
export function ConnectTab({ api }: { readonly api: ProtectedApi }) {
  const { t } = useTranslation('apis');
  const [proxy, setProxy] = useState<(typeof PROXIES)[number]['value']>('nginx');
  const takesKeys = api.accept.includes('api_key');
  return (
    <Stack maw={860}>
      <FirstRequest apiId={api.id} />
      {api.upstream === null ? null : (
        <Fieldset legend={t('throughGateway')}>
          <Stack gap="sm">
            <Text size="sm">{t(takesKeys ? 'throughGatewayHint' : 'gatewayWithToken')}</Text>
            <CopyField label="curl" value={callLine(api)} />
          </Stack>
        </Fieldset>
      )}
      <Fieldset legend={t('throughProxy')}>
        <Stack gap="sm">
          <Text size="sm">{t('throughProxyHint')}</Text>
          <Select
            label={t('proxy')}
            maw={240}
            allowDeselect={false}
            data={PROXIES}
            value={proxy}
            onChange={(value) =>
              setProxy(PROXIES.find((one) => one.value === value)?.value ?? proxy)
            }
          />
          <ProxyConfiguration apiId={api.id} proxy={proxy} />
        </Stack>
      </Fieldset>
    </Stack>
  );
}
