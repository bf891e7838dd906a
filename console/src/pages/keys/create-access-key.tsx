import { Button, Checkbox, Group, Modal, Stack, TagsInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { choosableAppsQuery } from '../../api/apps';
import { callableApisQuery } from '../../api/callable-apis';
import { useMe } from '../../api/me';
import { fieldErrors } from '../../api/problem';
import { CopyAsCurl } from '../../components/curl';
import { Problem } from '../../components/problem';
import {
  accessKeyListPath,
  createAccessKey,
  type IssuedAccessKey,
  type NewAccessKey,
} from './access-keys';
import { AppField, chosenApp } from './app-field';
import { grantableApis } from './grantable-apis';
import { RestrictionFields } from './restriction-fields';
import { RevealedPair } from './revealed-pair';
import { ScopeMatrix } from './scope-matrix';

interface CreateAccessKeyProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly appId: string | null;
}

/** Makes a pair of AK and SK, and shows it once with the recipe to sign by it. */
export function CreateAccessKey({ isOpen, onClose, appId }: CreateAccessKeyProps) {
  // The texts of the token checker, too: the page must not wait for them while it shows a secret.
  const { t } = useTranslation(['keys', 'common', 'explain']);
  const [issued, setIssued] = useState<IssuedAccessKey | null>(null);
  const close = () => {
    setIssued(null);
    onClose();
  };
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      closeOnClickOutside={issued === null}
      closeOnEscape={issued === null}
      withCloseButton={issued === null}
      closeButtonProps={{ 'aria-label': t('common:close') }}
      size="lg"
      title={issued === null ? t('createPair') : t('yourPair')}
    >
      {issued === null ? (
        <CreateForm appId={appId} onIssued={setIssued} />
      ) : (
        <RevealedPair issued={issued} onStored={close} />
      )}
    </Modal>
  );
}

interface CreateFormProps {
  readonly appId: string | null;
  readonly onIssued: (issued: IssuedAccessKey) => void;
}

function CreateForm({ appId, onIssued }: CreateFormProps) {
  const { t } = useTranslation(['keys', 'common']);
  const { isAdmin } = useMe();
  const { data: apps } = useSuspenseQuery(choosableAppsQuery(isAdmin));
  const { data: callable } = useSuspenseQuery(callableApisQuery(isAdmin));
  const client = useQueryClient();
  const form = useForm({
    initialValues: {
      name: '',
      app: appId ?? apps[0]?.id ?? '',
      newApp: '',
      types: ['app_token', 'person_token'],
      anyRole: true,
      roles: [] as string[],
      scopes: [] as string[],
      addresses: [] as string[],
      origins: [] as string[],
    },
  });
  const { values } = form;
  const app = apps.find((each) => each.id === values.app);
  const apis = grantableApis(callable, app, isAdmin);
  const body: NewAccessKey = {
    name: values.name,
    token_types: values.types as NonNullable<NewAccessKey['token_types']>,
    assertable_roles: values.anyRole ? null : values.roles,
    scopes: values.scopes,
    ...(values.addresses.length > 0 ? { ip_allowlist: values.addresses } : {}),
    ...(values.origins.length > 0 ? { origin_allowlist: values.origins } : {}),
  };
  const create = useMutation({
    mutationFn: async () => {
      const holder = await chosenApp(isAdmin, values);
      form.setFieldValue('app', holder);
      return createAccessKey(isAdmin, holder, body);
    },
    onSuccess: (issued) => {
      void client.invalidateQueries({ queryKey: ['access-keys'] });
      void client.invalidateQueries({ queryKey: ['apps'] });
      onIssued(issued);
    },
    gcTime: 0,
  });
  const wrong = fieldErrors(create.error);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate();
      }}
    >
      <Stack>
        <TextInput
          required
          label={t('name')}
          description={t('nameText')}
          maxLength={200}
          data-autofocus
          error={wrong['name']}
          {...form.getInputProps('name')}
        />
        <AppField app={values.app} newApp={values.newApp} onChange={form.setValues} />
        <Checkbox.Group label={t('tokenTypes')} required {...form.getInputProps('types')}>
          <Stack gap={6} mt={6}>
            <Checkbox value="app_token" label="app_token" description={t('appTokenText')} />
            <Checkbox
              value="person_token"
              label="person_token"
              description={t('personTokenText')}
            />
          </Stack>
        </Checkbox.Group>
        <Checkbox
          label={t('anyRole')}
          description={t('anyRoleText')}
          {...form.getInputProps('anyRole', { type: 'checkbox' })}
        />
        {values.anyRole ? null : <TagsInput label={t('roles')} {...form.getInputProps('roles')} />}
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
        {create.error === null ? null : <Problem error={create.error} />}
        <Group justify="space-between">
          <CopyAsCurl
            method="POST"
            path={accessKeyListPath(isAdmin, values.app === '' ? '$APP_ID' : values.app)}
            body={body}
          />
          <Button type="submit" loading={create.isPending}>
            {t('createPair')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
