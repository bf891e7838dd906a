import { Button, Fieldset, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldErrors } from '../../api/problem';
import { type ApiRoute, type ApiScope, type ProtectedApi, useSaveApi } from './api-data';
import { type ApiDraft, credentialsOf, draftOf, filledScopes } from './api-draft';
import { CredentialFields } from './credential-fields';
import { RouteRule } from './route-rule';
import { SaveBar } from './save-bar';
import { ScopesEditor } from './scopes-editor';

/** What has to be shown, which scopes there are, and which calls need them. */
export function RoutesTab({ api }: { readonly api: ProtectedApi }) {
  const { t } = useTranslation('apis');
  const save = useSaveApi(api.id);
  const [draft, setDraft] = useState<ApiDraft>(() => draftOf(api));
  const [scopes, setScopes] = useState<readonly ApiScope[]>(api.scopes);
  const [rules, setRules] = useState<readonly ApiRoute[]>(api.routes);
  const errors = fieldErrors(save.error);
  const names = filledScopes(scopes).map(({ name }) => name);
  const move = (index: number, by: number) => {
    const moved = [...rules];
    moved.splice(index + by, 0, ...moved.splice(index, 1));
    setRules(moved);
  };
  return (
    <Stack maw={860}>
      <CredentialFields
        draft={draft}
        change={(members) => setDraft((before) => ({ ...before, ...members }))}
        errors={errors}
      />
      <ScopesEditor scopes={scopes} onChange={setScopes} errors={errors} />
      <Fieldset legend={t('routes')}>
        <Stack gap="sm" align="flex-start">
          <Text size="sm" c="dimmed">
            {t('routesHint')}
          </Text>
          {rules.map((rule, index) => (
            <RouteRule
              key={index}
              number={index + 1}
              rule={rule}
              scopeNames={names}
              errors={errors}
              isLast={index === rules.length - 1}
              onChange={(changed) => setRules(rules.map((one, i) => (i === index ? changed : one)))}
              onMove={(by) => move(index, by)}
              onRemove={() => setRules(rules.filter((_, i) => i !== index))}
            />
          ))}
          <Button
            variant="default"
            size="xs"
            onClick={() => setRules([...rules, { methods: ['GET'], path: '/**', scopes: [] }])}
          >
            {t('addRule')}
          </Button>
        </Stack>
      </Fieldset>
      <SaveBar
        apiId={api.id}
        body={{ ...credentialsOf(draft), scopes: filledScopes(scopes), routes: [...rules] }}
        save={save}
      />
    </Stack>
  );
}
