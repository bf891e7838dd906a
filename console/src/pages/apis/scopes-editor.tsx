import { Button, Fieldset, Group, Stack, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ApiScope } from './api-data';

interface ScopesEditorProps {
  readonly scopes: readonly ApiScope[];
  readonly onChange: (scopes: readonly ApiScope[]) => void;
  readonly errors: Readonly<Record<string, string>>;
}

/** The scopes that an API knows, each with what a person reads on the consent page. */
export function ScopesEditor({ scopes, onChange, errors }: ScopesEditorProps) {
  const { t } = useTranslation('apis');
  const change = (index: number, members: Partial<ApiScope>) =>
    onChange(scopes.map((scope, i) => (i === index ? { ...scope, ...members } : scope)));
  return (
    <Fieldset legend={t('scopes')}>
      <Stack gap="sm" align="flex-start">
        <Text size="sm" c="dimmed">
          {t('scopesHint')}
        </Text>
        {scopes.map((scope, index) => (
          // Rows have no identity but their place: names are being typed.
          <Group key={index} align="flex-start" w="100%" gap="xs">
            <TextInput
              flex="1 1 160px"
              label={t('scopeName', { number: index + 1 })}
              placeholder="orders:read"
              value={scope.name}
              error={errors[`scopes.${index}.name`]}
              onChange={(event) => change(index, { name: event.currentTarget.value })}
            />
            <TextInput
              flex="2 1 220px"
              label={t('scopeDescription', { number: index + 1 })}
              value={scope.description ?? ''}
              error={errors[`scopes.${index}.description`]}
              onChange={(event) => change(index, { description: event.currentTarget.value })}
            />
            <Button
              variant="default"
              mt={25}
              aria-label={t('removeScope', { number: index + 1 })}
              onClick={() => onChange(scopes.filter((_, i) => i !== index))}
            >
              {t('remove')}
            </Button>
          </Group>
        ))}
        <Button
          variant="default"
          size="xs"
          onClick={() => onChange([...scopes, { name: '', description: '' }])}
        >
          {t('addScope')}
        </Button>
      </Stack>
    </Fieldset>
  );
}
