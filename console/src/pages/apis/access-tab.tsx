import { Fieldset, Radio, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldErrors } from '../../api/problem';
import { type ProtectedApi, useSaveApi } from './api-data';
import { Grants } from './grants';
import { SaveBar } from './save-bar';

/** Whether every app may call the API, or which. */
export function AccessTab({ api }: { readonly api: ProtectedApi }) {
  const { t } = useTranslation('apis');
  const save = useSaveApi(api.id);
  const [access, setAccess] = useState(api.access);
  const errors = fieldErrors(save.error);
  return (
    <Stack maw={860}>
      <Fieldset legend={t('access')}>
        <Stack>
          <Radio.Group
            aria-label={t('access')}
            value={access}
            error={errors['access'] ?? errors['anonymous']}
            onChange={(chosen) => setAccess(chosen === 'granted' ? 'granted' : 'all')}
          >
            <Stack gap="xs">
              <Radio value="all" label={t('accessKinds.all')} description={t('accessAllHint')} />
              <Radio
                value="granted"
                label={t('accessKinds.granted')}
                description={t('accessGrantedHint')}
              />
            </Stack>
          </Radio.Group>
          <SaveBar apiId={api.id} body={{ access }} save={save} />
        </Stack>
      </Fieldset>
      <Fieldset legend={t('grants')}>
        <Stack>
          <Text size="sm" c="dimmed">
            {t(api.access === 'granted' ? 'grantsHint' : 'grantsUnneeded')}
          </Text>
          <Grants apiId={api.id} />
        </Stack>
      </Fieldset>
    </Stack>
  );
}
