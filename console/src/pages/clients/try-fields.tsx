import { Checkbox, PasswordInput, Select, Stack, TextInput } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/me';
import { audiencesQuery } from './audiences';
import type { OAuthClient } from './client-data';
import type { TryValues } from './try-requests';

interface TryFieldsProps {
  readonly client: OAuthClient;
  readonly values: TryValues;
  readonly onChange: (values: TryValues) => void;
}

/** What is asked for first: everything that the client was registered for. */
export function firstValues({ kind, scope, machine_scope, resources }: OAuthClient): TryValues {
  const registered = kind === 'machine' ? (machine_scope ?? '') : scope;
  const scopes = registered.split(' ').filter((name) => name !== '' && !name.includes('*'));
  return {
    scope: scopes.join(' '),
    resource: resources?.length === 1 ? (resources[0] ?? '') : '',
    secret: '',
    asksAgain: false,
  };
}

export function hasSecret({ token_endpoint_auth_method: method }: OAuthClient): boolean {
  return method === 'client_secret_basic' || method === 'client_secret_post';
}

export function TryFields({ client, values, onChange }: TryFieldsProps) {
  const { t } = useTranslation('clients');
  const { isAdmin } = useMe();
  const { data: audiences } = useSuspenseQuery(audiencesQuery(isAdmin));
  const names = new Map(audiences.map(({ audience, name }) => [audience, name]));
  for (const resource of client.resources ?? []) {
    if (!names.has(resource)) names.set(resource, resource);
  }
  return (
    <Stack>
      <TextInput
        label={t('tryScope')}
        value={values.scope}
        onChange={(event) => onChange({ ...values, scope: event.currentTarget.value })}
      />
      <Select
        label={t('tryResource')}
        description={t('tryResourceText')}
        clearable
        data={[...names].map(([value, name]) => ({
          value,
          label: name === value ? value : `${name} (${value})`,
        }))}
        value={values.resource === '' ? null : values.resource}
        onChange={(resource) => onChange({ ...values, resource: resource ?? '' })}
      />
      {hasSecret(client) ? (
        <PasswordInput
          required
          label={t('secretHere')}
          description={t('secretHereText')}
          autoComplete="off"
          visibilityToggleButtonProps={{ 'aria-label': t('showSecret') }}
          value={values.secret}
          onChange={(event) => onChange({ ...values, secret: event.currentTarget.value })}
        />
      ) : null}
      {client.kind === 'machine' ? null : (
        <Checkbox
          label={t('tryPrompt')}
          checked={values.asksAgain}
          onChange={(event) => onChange({ ...values, asksAgain: event.currentTarget.checked })}
        />
      )}
    </Stack>
  );
}
