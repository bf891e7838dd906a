import { Alert, Button, Collapse, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
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
import { createApiKey, type IssuedApiKey, listPath, type NewApiKey } from './api-keys';
import { AppField, chosenApp } from './app-field';
import { EnvironmentField } from './environment-field';
import { ExpiryField, expiryOf } from './expiry-field';
import { proposalOf, type Template } from './key-templates';
import { grantableApis } from './grantable-apis';
import { RestrictionFields } from './restriction-fields';
import { RevealedKey } from './revealed-key';
import { ScopeMatrix } from './scope-matrix';
import { TemplateField } from './template-field';

interface CreateApiKeyProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** Chosen at first; null: the first one. */
  readonly appId: string | null;
}

/** Asks what the key is for, makes it, and shows it once. */
export function CreateApiKey({ isOpen, onClose, appId }: CreateApiKeyProps) {
  const { t } = useTranslation(['keys', 'common']);
  const [issued, setIssued] = useState<IssuedApiKey | null>(null);
  const close = () => {
    setIssued(null);
    onClose();
  };
  return (
    <Modal
      opened={isOpen}
      // A key that is shown once is not lost to a click beside the dialog.
      onClose={close}
      closeOnClickOutside={issued === null}
      closeOnEscape={issued === null}
      withCloseButton={issued === null}
      closeButtonProps={{ 'aria-label': t('common:close') }}
      size="lg"
      title={issued === null ? t('createKey') : t('yourKey')}
    >
      {issued === null ? (
        <CreateForm appId={appId} onIssued={setIssued} />
      ) : (
        <RevealedKey issued={issued} onStored={close} />
      )}
    </Modal>
  );
}

interface NewKeyForm {
  template: Template;
  name: string;
  app: string;
  newApp: string;
  scopes: string[];
  days: string;
  until: string;
  environment: 'live' | 'test';
  addresses: string[];
  origins: string[];
}

interface CreateFormProps {
  readonly appId: string | null;
  readonly onIssued: (issued: IssuedApiKey) => void;
}

function CreateForm({ appId, onIssued }: CreateFormProps) {
  const { t } = useTranslation(['keys', 'common']);
  const { isAdmin } = useMe();
  const { data: apps } = useSuspenseQuery(choosableAppsQuery(isAdmin));
  const { data: callable } = useSuspenseQuery(callableApisQuery(isAdmin));
  const client = useQueryClient();
  const grantableTo = (id: string) =>
    grantableApis(
      callable,
      apps.find((each) => each.id === id),
      isAdmin,
    );
  const firstApp = appId ?? apps[0]?.id ?? '';
  const scopesOf = (id: string) => grantableTo(id).flatMap((each) => each.scopes);
  const first = proposalOf('read', scopesOf(firstApp));
  const form = useForm<NewKeyForm>({
    initialValues: {
      template: 'read',
      name: '',
      app: firstApp,
      newApp: '',
      scopes: [...first.scopes],
      days: '90',
      until: '',
      environment: first.environment,
      addresses: [] as string[],
      origins: [] as string[],
    },
  });
  const { values } = form;
  const apis = grantableTo(values.app);
  const [showsRestrictions, setShowsRestrictions] = useState(false);
  const choose = (template: Template) => {
    const proposal = proposalOf(template, scopesOf(values.app));
    form.setValues({
      template,
      scopes: [...proposal.scopes],
      days: String(proposal.days ?? 'never'),
      environment: proposal.environment,
    });
    setShowsRestrictions(proposal.restriction !== null);
  };
  const body: NewApiKey = {
    name: values.name,
    scopes: values.scopes.filter((name) =>
      apis.some((each) => each.scopes.some((scope) => scope.name === name)),
    ),
    environment: values.environment,
    expires_at: expiryOf(values.days, values.until),
    ...(values.addresses.length > 0 ? { ip_allowlist: values.addresses } : {}),
    ...(values.origins.length > 0 ? { origin_allowlist: values.origins } : {}),
  };
  const create = useMutation({
    mutationFn: async () => {
      const holder = await chosenApp(isAdmin, values);
      form.setFieldValue('app', holder);
      return createApiKey(isAdmin, holder, body);
    },
    onSuccess: (issued) => {
      void client.invalidateQueries({ queryKey: ['api-keys'] });
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
        <TemplateField value={values.template} onChange={choose} />
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
        <Stack gap={6} role="group" aria-label={t('scopes')}>
          <Text size="sm" fw={500}>
            {t('scopes')}
          </Text>
          <ScopeMatrix
            apis={apis}
            value={values.scopes}
            onChange={(chosen) => form.setFieldValue('scopes', chosen)}
          />
          {wrong['scopes'] === undefined ? null : <Text c="red">{wrong['scopes']}</Text>}
        </Stack>
        <ExpiryField
          days={values.days}
          until={values.until}
          onDays={(days) => form.setFieldValue('days', days)}
          onUntil={(until) => form.setFieldValue('until', until)}
          error={wrong['expires_at']}
        />
        <EnvironmentField
          value={values.environment}
          onChange={(environment) => form.setValues({ environment })}
        />
        <Button
          variant="subtle"
          size="compact-sm"
          aria-expanded={showsRestrictions}
          onClick={() => setShowsRestrictions(!showsRestrictions)}
        >
          {t('restrictions')}
        </Button>
        <Collapse expanded={showsRestrictions}>
          <Stack>
            <RestrictionFields
              addresses={values.addresses}
              origins={values.origins}
              onAddresses={(addresses) => form.setValues({ addresses })}
              onOrigins={(origins) => form.setValues({ origins })}
              wrong={wrong}
            />
          </Stack>
        </Collapse>
        {values.days === 'never' ? <Alert color="orange">{t('neverWarning')}</Alert> : null}
        {create.error === null ? null : <Problem error={create.error} />}
        <Group justify="space-between">
          <CopyAsCurl
            method="POST"
            path={listPath(isAdmin, values.app === '' ? '$APP_ID' : values.app)}
            body={body}
          />
          <Button type="submit" loading={create.isPending}>
            {t('createKey')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
