import { Checkbox, Fieldset, Select, Stack, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CREDENTIAL_KINDS } from './api-data';
import type { FieldsProps } from './api-draft';
import { QuotaField } from './quota-field';

/** What has to be shown at the door of the API, and whether nothing may be. */
export function CredentialFields({ draft, change, errors }: FieldsProps) {
  const { t } = useTranslation('apis');
  return (
    <Fieldset legend={t('credentials')}>
      <Stack gap="md">
        <Checkbox.Group
          label={t('accept')}
          value={[...draft.accept]}
          error={errors['accept']}
          onChange={(chosen) =>
            change({ accept: CREDENTIAL_KINDS.filter((kind) => chosen.includes(kind)) })
          }
        >
          <Stack gap="xs" mt="xs">
            {CREDENTIAL_KINDS.map((kind) => (
              <Checkbox
                key={kind}
                value={kind}
                label={t(`kinds.${kind}`)}
                description={t(`kindHints.${kind}`)}
              />
            ))}
          </Stack>
        </Checkbox.Group>
        {draft.accept.includes('api_key') ? (
          <ApiKeyFields draft={draft} change={change} errors={errors} />
        ) : null}
        <QuotaField
          label={t('anonymous')}
          description={t('anonymousHint')}
          value={draft.anonymous}
          error={errors['anonymous'] ?? errors['anonymous.limit']}
          onChange={(anonymous) => change({ anonymous })}
        />
      </Stack>
    </Fieldset>
  );
}

/** Which API keys are taken, and from where. */
function ApiKeyFields({ draft, change, errors }: FieldsProps) {
  const { t } = useTranslation('apis');
  return (
    <>
      <Select
        label={t('environment')}
        maw={320}
        allowDeselect={false}
        data={[
          { value: 'any', label: t('anyEnvironment') },
          { value: 'live', label: t('environments.live') },
          { value: 'test', label: t('environments.test') },
        ]}
        value={draft.environment ?? 'any'}
        error={errors['environment']}
        onChange={(chosen) =>
          change({ environment: chosen === 'live' || chosen === 'test' ? chosen : null })
        }
      />
      <Switch
        label={t('queryKey')}
        description={t('queryKeyHint')}
        checked={draft.queryKey}
        onChange={(event) => change({ queryKey: event.currentTarget.checked })}
      />
      {draft.queryKey ? (
        <TextInput
          label={t('queryKeyName')}
          description={t('queryKeyNameHint')}
          maw={320}
          value={draft.queryKeyName}
          error={errors['query_key_name']}
          onChange={(event) => change({ queryKeyName: event.currentTarget.value.trim() })}
        />
      ) : null}
    </>
  );
}
