import { Fieldset, Radio, Stack, TagsInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { firstWrong } from '../../api/first-wrong';
import type { FieldsProps } from './api-draft';

/** What the API is called, and by what its calls are found. */
export function AddressFields({ draft, change, errors }: FieldsProps) {
  const { t } = useTranslation('apis');
  return (
    <>
      <TextInput
        label={t('name')}
        required
        value={draft.name}
        error={errors['name']}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <Fieldset legend={t('foundBy')}>
        <Stack gap="sm">
          <Radio.Group
            aria-label={t('foundBy')}
            value={draft.foundBy}
            onChange={(foundBy) => change({ foundBy: foundBy === 'host' ? 'host' : 'path' })}
          >
            <Stack gap="xs">
              <Radio value="path" label={t('byPath')} />
              <Radio value="host" label={t('byHost')} />
            </Stack>
          </Radio.Group>
          {draft.foundBy === 'host' ? (
            <TextInput
              label={t('host')}
              placeholder="api.example.com"
              required
              value={draft.host}
              error={errors['host']}
              onChange={(event) => change({ host: event.currentTarget.value })}
            />
          ) : null}
          <TextInput
            label={t('pathPrefix')}
            description={draft.foundBy === 'host' ? t('prefixAtHost') : t('prefixHint')}
            placeholder={draft.foundBy === 'host' ? '/' : '/orders'}
            required={draft.foundBy === 'path'}
            value={draft.pathPrefix}
            error={errors['path_prefix']}
            onChange={(event) => change({ pathPrefix: event.currentTarget.value })}
          />
          <TagsInput
            label={t('pathAliases')}
            description={t('pathAliasesHint')}
            value={[...draft.pathAliases]}
            error={firstWrong(errors, 'path_aliases')}
            onChange={(pathAliases) => change({ pathAliases })}
          />
        </Stack>
      </Fieldset>
    </>
  );
}
