import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api as client, unwrap } from '../../api/client';
import { fieldErrors } from '../../api/problem';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { type ProtectedApi, useSaveApi } from './api-data';
import { AddressFields } from './address-fields';
import { type ApiDraft, draftOf, placeOf } from './api-draft';
import { ApiFacts } from './api-facts';
import { SaveBar } from './save-bar';
import { UpstreamFields } from './upstream-fields';

/** What the API is, to be read, changed and deleted. */
export function OverviewTab({ api }: { readonly api: ProtectedApi }) {
  const { t } = useTranslation(['apis', 'common']);
  const [isEditing, setEditing] = useState(false);
  const [isDeleting, setDeleting] = useState(false);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const remove = async () => {
    const params = { path: { api_id: api.id } };
    await unwrap(client.DELETE('/admin/apis/{api_id}', { params }));
    await navigate({ to: '/apis' });
    queries.removeQueries({ queryKey: ['apis', 'one', api.id] });
    await queries.invalidateQueries({ queryKey: ['apis'] });
  };
  if (isEditing) return <EditApi api={api} onDone={() => setEditing(false)} />;
  return (
    <Stack align="flex-start">
      <ApiFacts api={api} />
      <Group gap="xs">
        <Button onClick={() => setEditing(true)}>{t('common:edit')}</Button>
        <Button variant="default" onClick={() => setDeleting(true)}>
          {t('common:delete')}
        </Button>
      </Group>
      <ConfirmDialog
        isOpen={isDeleting}
        onClose={() => setDeleting(false)}
        title={t('deleteTitle', { name: api.name })}
        action={t('deleteApi')}
        isDangerous
        call={{ method: 'DELETE', path: `/admin/apis/${api.id}` }}
        run={remove}
      >
        {t('deleteHint')}
      </ConfirmDialog>
    </Stack>
  );
}

function EditApi({ api, onDone }: { readonly api: ProtectedApi; readonly onDone: () => void }) {
  const { t } = useTranslation('apis');
  const [draft, setDraft] = useState(() => draftOf(api));
  const save = useSaveApi(api.id);
  const change = (members: Partial<ApiDraft>) => setDraft((before) => ({ ...before, ...members }));
  const fields = { draft, change, errors: fieldErrors(save.error) };
  return (
    <Stack maw={720}>
      <AddressFields {...fields} />
      <UpstreamFields {...fields} />
      <TextInput
        label={t('audience')}
        description={t('audienceHint')}
        required
        value={draft.audience}
        error={fields.errors['audience']}
        onChange={(event) => change({ audience: event.currentTarget.value })}
      />
      <SaveBar
        apiId={api.id}
        body={placeOf(draft)}
        save={save}
        onSaved={onDone}
        onCancel={onDone}
      />
    </Stack>
  );
}
