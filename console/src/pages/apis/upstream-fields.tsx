import { Fieldset, Radio, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FieldsProps } from './api-draft';
import { TestUpstream } from './test-upstream';
import { UpstreamOptionsFields } from './upstream-options-fields';

/** Who carries the calls: the gateway to an upstream, or the operator's own proxy. */
export function UpstreamFields({ draft, change, errors }: FieldsProps) {
  const { t } = useTranslation('apis');
  const url = draft.upstream.trim();
  return (
    <Fieldset legend={t('servedBy')}>
      <Stack gap="sm">
        <Radio.Group
          aria-label={t('servedBy')}
          value={draft.servedBy}
          onChange={(servedBy) => change({ servedBy: servedBy === 'proxy' ? 'proxy' : 'gateway' })}
        >
          <Stack gap="xs">
            <Radio value="gateway" label={t('gateway')} description={t('gatewayHint')} />
            <Radio value="proxy" label={t('ownProxy')} description={t('ownProxyHint')} />
          </Stack>
        </Radio.Group>
        {draft.servedBy === 'gateway' ? (
          <>
            <TextInput
              label={t('upstream')}
              description={t('upstreamHint')}
              placeholder="http://127.0.0.1:8080"
              required
              value={draft.upstream}
              error={errors['upstream']}
              onChange={(event) => change({ upstream: event.currentTarget.value })}
            />
            <TestUpstream key={url} url={url} />
            {draft.upstreamOptions === null ? null : (
              <UpstreamOptionsFields
                value={draft.upstreamOptions}
                errors={errors}
                onChange={(upstreamOptions) => change({ upstreamOptions })}
              />
            )}
          </>
        ) : null}
      </Stack>
    </Fieldset>
  );
}
