import { Select, Switch, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type ClientDraft, METHODS } from './client-draft';

interface ProofFieldsProps {
  readonly draft: ClientDraft;
  readonly onChange: (changes: Partial<ClientDraft>) => void;
  readonly wrong: Readonly<Record<string, string>>;
}

/** How the client proves who it is at the token endpoint, and that a code is its own. */
export function ProofFields({ draft, onChange, wrong }: ProofFieldsProps) {
  const { t } = useTranslation('clients');
  const methods = METHODS[draft.kind];
  return (
    <>
      <Select
        label={t('method')}
        description={t(`methodTexts.${draft.method}`)}
        allowDeselect={false}
        disabled={methods.length === 1}
        data={methods.map((method) => ({ value: method, label: t(`methods.${method}`) }))}
        value={draft.method}
        onChange={(method) => onChange({ method: method ?? draft.method })}
        error={wrong['token_endpoint_auth_method']}
      />
      {draft.method === 'private_key_jwt' ? (
        <>
          <TextInput
            label={t('jwksUri')}
            description={t('jwksUriText')}
            placeholder="https://app.example.com/jwks.json"
            value={draft.jwksUri}
            onChange={(event) => onChange({ jwksUri: event.currentTarget.value })}
            error={wrong['jwks_uri']}
          />
          <Textarea
            label={t('jwks')}
            description={t('jwksText')}
            autosize
            minRows={3}
            maxRows={10}
            value={draft.jwks}
            onChange={(event) => onChange({ jwks: event.currentTarget.value })}
            error={isJson(draft.jwks) ? wrong['jwks'] : t('notJson')}
          />
        </>
      ) : null}
      {draft.kind === 'machine' ? null : (
        <Switch
          label={t('requirePkce')}
          description={draft.method === 'none' ? t('pkceAlways') : t('pkceText')}
          disabled={draft.method === 'none'}
          checked={draft.method === 'none' || draft.pkce}
          onChange={(event) => onChange({ pkce: event.currentTarget.checked })}
        />
      )}
    </>
  );
}

export function isJson(text: string): boolean {
  if (text.trim() === '') return true;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
