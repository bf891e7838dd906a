import { Group, Radio, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CLIENT_KINDS, type ClientKind } from './client-draft';

interface KindFieldProps {
  readonly value: ClientKind | null;
  readonly onChange: (kind: ClientKind) => void;
}

/** What the program is, which decides how it proves itself and how people come back to it. */
export function KindField({ value, onChange }: KindFieldProps) {
  const { t } = useTranslation('clients');
  return (
    <Radio.Group
      label={t('whatIsIt')}
      value={value ?? ''}
      onChange={(kind) => onChange(kind as ClientKind)}
    >
      <Stack gap="xs" mt="xs">
        {CLIENT_KINDS.map((kind) => (
          <Radio.Card key={kind} value={kind} p="sm" aria-label={t(`kinds.${kind}`)}>
            <Group wrap="nowrap" align="flex-start">
              <Radio.Indicator />
              <Stack gap={2} ta="start">
                <Text fw={600} size="sm">
                  {t(`kinds.${kind}`)}
                </Text>
                <Text size="sm">{t(`kindTexts.${kind}`)}</Text>
              </Stack>
            </Group>
          </Radio.Card>
        ))}
      </Stack>
    </Radio.Group>
  );
}
