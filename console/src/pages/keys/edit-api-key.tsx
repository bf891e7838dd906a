import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { appsQuery } from '../../api/apps';
import { callableApisQuery } from '../../api/callable-apis';
import { fieldErrors } from '../../api/problem';
import { CopyAsCurl } from '../../components/curl';
import { LimitFields, type LimitValues } from '../../components/limit-fields';
import { Problem } from '../../components/problem';
import {
  type ApiKey,
  type ApiKeyChanges,
  apiKeyPath,
  changeApiKey,
  type KeyPlace,
} from './api-keys';
import { grantableApis } from './grantable-apis';
import { RestrictionFields } from './restriction-fields';
import { ScopeMatrix } from './scope-matrix';

interface EditApiKeyProps {
  readonly apiKey: ApiKey;
  readonly place: KeyPlace;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

export function EditApiKey(props: EditApiKeyProps) {
  const { t } = useTranslation(['keys', 'common']);
  return (
    <Modal
      opened={props.isOpen}
      onClose={props.onClose}
      closeButtonProps={{ 'aria-label': t('common:close') }}
      size="lg"
      title={t('editKey')}
    >
      <EditForm {...props} />
    </Modal>
  );
}

function EditForm({ apiKey, place, onClose, onSaved }: EditApiKeyProps) {
  const { t } = useTranslation(['keys', 'common']);
  const { data: callable } = useSuspenseQuery(callableApisQuery(place.isAdmin));
  const { data: apps } = useSuspenseQuery(appsQuery(place.isAdmin));
  const app = apps.find(({ id }) => id === place.appId);
  const apis = grantableApis(callable, app, place.isAdmin);
  const form = useForm({
    initialValues: {
      name: apiKey.name,
      scopes: apiKey.scopes,
      addresses: apiKey.ip_allowlist ?? [],
      origins: apiKey.origin_allowlist ?? [],
      limits: { rate_limits: apiKey.rate_limits, quota: apiKey.quota } satisfies LimitValues,
    },
  });
  const { values } = form;
  const body: ApiKeyChanges = {
    name: values.name,
    scopes: values.scopes,
    ip_allowlist: values.addresses.length === 0 ? null : values.addresses,
    origin_allowlist: values.origins.length === 0 ? null : values.origins,
    ...values.limits,
  };
  const save = useMutation({
    mutationFn: () => changeApiKey(place, body),
    onSuccess: () => {
      onSaved();
      onClose();
    },
  });
  const wrong = fieldErrors(save.error);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Stack>
        <TextInput
          required
          label={t('name')}
          {...form.getInputProps('name')}
          error={wrong['name']}
        />
        <ScopeMatrix
          apis={apis}
          value={values.scopes}
          onChange={(scopes) => form.setFieldValue('scopes', scopes)}
        />
        <RestrictionFields
          addresses={values.addresses}
          origins={values.origins}
          onAddresses={(addresses) => form.setValues({ addresses })}
          onOrigins={(origins) => form.setValues({ origins })}
          wrong={wrong}
        />
        <LimitFields
          value={values.limits}
          onChange={(limits) => form.setFieldValue('limits', limits)}
          wrong={wrong}
        />
        {save.error === null ? null : <Problem error={save.error} />}
        <Group justify="space-between">
          <CopyAsCurl method="PATCH" path={apiKeyPath(place)} body={body} />
          <Button type="submit" loading={save.isPending}>
            {t('common:save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
