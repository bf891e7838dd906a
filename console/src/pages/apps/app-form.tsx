import { Group, Button, Stack, TagsInput, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { App } from '../../api/apps';
import { callableApisQuery } from '../../api/callable-apis';
import { useMe } from '../../api/me';
import { fieldErrors } from '../../api/problem';
import { CopyAsCurl } from '../../components/curl';
import { LimitFields, type LimitValues } from '../../components/limit-fields';
import { Problem } from '../../components/problem';
import { ScopeMatrix } from '../keys/scope-matrix';
import type { NewApp } from './app-data';
import { OwnerField } from './owner-field';

interface AppFormProps {
  /** Null: a new one. */
  readonly app: App | null;
  /** Where the request goes, for the command line. */
  readonly call: { readonly method: 'POST' | 'PATCH'; readonly path: string };
  readonly action: string;
  readonly save: (body: NewApp) => Promise<App>;
  readonly onSaved: (app: App) => void;
}

/** What an app is; to its owner, what an owner has to say of it. */
export function AppForm({ app, call, action, save, onSaved }: AppFormProps) {
  const { t } = useTranslation('apps');
  const { isAdmin } = useMe();
  const [name, setName] = useState(app?.name ?? '');
  const [description, setDescription] = useState(app?.description ?? '');
  const [owner, setOwner] = useState(app?.owner_id ?? null);
  const [scopes, setScopes] = useState<string[]>(app?.allowed_scopes ?? []);
  const [limits, setLimits] = useState<LimitValues>({
    rate_limits: app?.rate_limits ?? [],
    quota: app?.quota ?? null,
  });
  const body: NewApp = {
    name,
    description: description.trim() === '' ? null : description,
    ...(isAdmin ? { owner_id: owner, allowed_scopes: scopes, ...limits } : {}),
  };
  const change = useMutation({ mutationFn: () => save(body), onSuccess: onSaved });
  const wrong = fieldErrors(change.error);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate();
      }}
    >
      <Stack>
        <TextInput
          required
          label={t('name')}
          description={t('nameText')}
          maxLength={200}
          data-autofocus
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={wrong['name']}
        />
        <Textarea
          label={t('description')}
          description={t('descriptionText')}
          autosize
          minRows={2}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
          error={wrong['description']}
        />
        {isAdmin ? (
          <>
            <OwnerField value={owner} onChange={setOwner} error={wrong['owner_id']} />
            <AllowedScopes value={scopes} onChange={setScopes} error={wrong['allowed_scopes']} />
            <LimitFields value={limits} onChange={setLimits} wrong={wrong} />
          </>
        ) : null}
        {change.error === null ? null : <Problem error={change.error} />}
        <Group justify="space-between">
          <CopyAsCurl {...call} body={body} />
          <Button type="submit" loading={change.isPending}>
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

interface AllowedScopesProps {
  readonly value: string[];
  readonly onChange: (scopes: string[]) => void;
  readonly error: string | undefined;
}

/** The scopes of the APIs to be ticked, and whatever else is allowed as it stands. */
function AllowedScopes({ value, onChange, error }: AllowedScopesProps) {
  const { t } = useTranslation('apps');
  const { data: apis } = useSuspenseQuery(callableApisQuery(true));
  const known = new Set(apis.flatMap((each) => each.scopes.map((scope) => scope.name)));
  const others = value.filter((name) => !known.has(name));
  return (
    <Stack gap={6} role="group" aria-label={t('allowedScopes')}>
      <Text size="sm" fw={500}>
        {t('allowedScopes')}
      </Text>
      <Text size="xs" c="dimmed">
        {t('allowedScopesText')}
      </Text>
      <ScopeMatrix apis={apis} value={value} onChange={onChange} />
      <TagsInput
        label={t('otherScopes')}
        description={t('otherScopesText')}
        value={others}
        onChange={(names) => onChange([...value.filter((name) => known.has(name)), ...names])}
        error={error}
      />
    </Stack>
  );
}
