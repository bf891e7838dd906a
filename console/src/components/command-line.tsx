import { Code, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** How the same is done in a terminal. */
export function CommandLine({ text }: { readonly text: string }) {
  const { t } = useTranslation();
  return (
    <Stack gap={4} w="100%" ta="start">
      <Text size="sm" c="dimmed">
        {t('commandLine')}
      </Text>
      <Code block className="breakable" style={{ whiteSpace: 'pre-wrap' }}>
        {text}
      </Code>
    </Stack>
  );
}
