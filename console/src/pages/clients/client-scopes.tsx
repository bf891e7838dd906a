import { Checkbox, Group, Stack, TagsInput, Text } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { appsQuery } from '../../api/apps';
import { callableApisQuery } from '../../api/callable-apis';
import { useMe } from '../../api/me';
import { grantableApis } from '../keys/grantable-apis';
import { ScopeMatrix } from '../keys/scope-matrix';
import { SIGN_IN_SCOPES } from './client-draft';

interface ClientScopesProps {
  readonly label: string;
  readonly description: string;
  readonly value: string[];
  readonly onChange: (scopes: string[]) => void;
  readonly error: string | undefined;
  /** Whether people grant them at sign-in; else the client has them as itself, as far as its app may. */
  readonly ofPeople: boolean;
  readonly appId: string;
}

/** What a client may ask for. */
export function ClientScopes(props: ClientScopesProps) {
  const { label, description, value, onChange, error, ofPeople, appId } = props;
  const { t } = useTranslation('clients');
  const { isAdmin } = useMe();
  const { data: callable } = useSuspenseQuery(callableApisQuery(isAdmin));
  const { data: apps } = useSuspenseQuery(appsQuery(isAdmin));
  const app = apps.find(({ id }) => id === appId);
  const apis = ofPeople ? callable : grantableApis(callable, app, isAdmin);
  const signIn = ofPeople ? SIGN_IN_SCOPES : [];
  const listed = new Set([
    ...signIn,
    ...apis.flatMap(({ scopes }) => scopes.map(({ name }) => name)),
  ]);
  const others = value.filter((name) => !listed.has(name));
  const toggle = (name: string) =>
    onChange(value.includes(name) ? value.filter((each) => each !== name) : [...value, name]);
  return (
    <Stack gap={6} role="group" aria-label={label}>
      <Text size="sm" fw={500}>
        {label}
      </Text>
      <Text size="xs" c="dimmed">
        {description}
      </Text>
      <Group gap="md">
        {signIn.map((name) => (
          <Checkbox
            key={name}
            label={<code>{name}</code>}
            checked={value.includes(name)}
            onChange={() => toggle(name)}
          />
        ))}
      </Group>
      {ofPeople && value.includes('*') ? null : (
        <ScopeMatrix apis={apis} value={value} onChange={onChange} />
      )}
      <TagsInput
        label={t('otherScopes')}
        description={ofPeople ? t('anyScopeText') : t('otherScopesText')}
        value={others}
        onChange={(names) => onChange([...value.filter((name) => listed.has(name)), ...names])}
        error={error}
      />
    </Stack>
  );
}
