import { Checkbox, Fieldset, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/me';
import type { CallableApi } from '../../api/callable-apis';
import type { components } from '../../api/schema';

export type ApiScope = components['schemas']['ApiScope'];

interface ScopeMatrixProps {
  readonly apis: readonly CallableApi[];
  readonly value: readonly string[];
  readonly onChange: (scopes: string[]) => void;
}

/** The scopes of each API, to be ticked. APIs without scopes need none. */
export function ScopeMatrix({ apis, value, onChange }: ScopeMatrixProps) {
  const { t } = useTranslation('keys');
  const { isAdmin } = useMe();
  const withScopes = apis.filter(({ scopes }) => scopes.length > 0);
  if (withScopes.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {isAdmin ? t('noScopes') : t('noScopesToGive')}
      </Text>
    );
  }
  const toggle = (name: string) =>
    onChange(value.includes(name) ? value.filter((each) => each !== name) : [...value, name]);
  return (
    <Stack gap="xs">
      {withScopes.map(({ id, name, scopes }) => (
        <Fieldset key={id} legend={name}>
          <Stack gap={6}>
            {scopes.map((scope) => (
              <Checkbox
                key={scope.name}
                checked={value.includes(scope.name)}
                onChange={() => toggle(scope.name)}
                label={<code className="breakable">{scope.name}</code>}
                description={scope.description}
              />
            ))}
          </Stack>
        </Fieldset>
      ))}
    </Stack>
  );
}
