import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { gatewayUrl } from '../../api/callable-apis';
import { CopyField } from '../../components/copy-field';
import type { ProtectedApi } from './api-data';
import { callLine } from './call-line';

/** The policy of the page lets calls go to this server only, so those to another host are made in a terminal. */
export function TryElsewhere({ api }: { readonly api: ProtectedApi }) {
  const { t } = useTranslation('apis');
  return (
    <Stack maw={860}>
      <Text size="sm">{t('tryElsewhere')}</Text>
      <CopyField label={t('send')} value={callLine(api)} />
      <CopyField label={t('provocations.none')} value={`curl -i '${gatewayUrl(api)}'`} />
    </Stack>
  );
}
