import { Button, Modal, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../components/confirm-dialog';
import {
  changeClient,
  clientPath,
  type ClientPlace,
  deleteClient,
  type OAuthClient,
  revokeTokens,
} from './client-data';
import { draftOf } from './client-draft';
import { ClientForm } from './client-form';

interface ClientActionsProps {
  readonly client: OAuthClient;
  readonly place: ClientPlace;
}

/** What can be done with a client as a whole. */
export function ClientActions({ client, place }: ClientActionsProps) {
  const { t } = useTranslation(['clients', 'common']);
  const queries = useQueryClient();
  const [edits, editing] = useDisclosure();
  const path = clientPath(place);
  const refresh = async () => {
    await queries.invalidateQueries({ queryKey: ['oauth-client', place.clientId] });
    await queries.invalidateQueries({ queryKey: ['oauth-clients'] });
  };
  return (
    <>
      <Button variant="default" onClick={editing.open}>
        {t('common:edit')}
      </Button>
      <Switching client={client} place={place} refresh={refresh} />
      <EndTokens client={client} place={place} />
      <Deleting client={client} place={place} />
      <Modal
        opened={edits}
        onClose={editing.close}
        closeButtonProps={{ 'aria-label': t('common:close') }}
        size="lg"
        title={t('edit')}
      >
        <ClientForm
          initial={draftOf(client)}
          appId={place.appId}
          call={{ method: 'PATCH', path }}
          action={t('common:save')}
          save={(body) => changeClient(place, body)}
          onSaved={() => {
            void refresh();
            editing.close();
          }}
        />
      </Modal>
    </>
  );
}

function Switching({
  client,
  place,
  refresh,
}: ClientActionsProps & { readonly refresh: () => Promise<void> }) {
  const { t } = useTranslation(['clients', 'common']);
  const [isOpen, { open, close }] = useDisclosure();
  const body = { enabled: !client.enabled };
  const action = client.enabled ? t('common:disable') : t('common:enable');
  return (
    <>
      <Button variant="default" onClick={open}>
        {action}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        onClose={close}
        title={t(client.enabled ? 'disableTitle' : 'enableTitle', { name: client.client_name })}
        action={action}
        isDangerous={client.enabled}
        call={{ method: 'PATCH', path: clientPath(place), body }}
        run={async () => {
          await changeClient(place, body);
          await refresh();
        }}
      >
        <Text size="sm">{t(client.enabled ? 'disableText' : 'enableText')}</Text>
      </ConfirmDialog>
    </>
  );
}

function EndTokens({ client, place }: ClientActionsProps) {
  const { t } = useTranslation('clients');
  const [isOpen, { open, close }] = useDisclosure();
  return (
    <>
      <Button variant="default" onClick={open}>
        {t('endTokens')}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        onClose={close}
        title={t('endTokensTitle', { name: client.client_name })}
        action={t('endTokens')}
        isDangerous
        call={{ method: 'POST', path: `${clientPath(place)}/revoke-tokens`, body: {} }}
        run={() => revokeTokens(place)}
      >
        <Text size="sm">{t('endTokensText')}</Text>
      </ConfirmDialog>
    </>
  );
}

function Deleting({ client, place }: ClientActionsProps) {
  const { t } = useTranslation(['clients', 'common']);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [isOpen, { open, close }] = useDisclosure();
  return (
    <>
      <Button color="red" variant="outline" onClick={open}>
        {t('common:delete')}
      </Button>
      <ConfirmDialog
        isOpen={isOpen}
        onClose={close}
        title={t('deleteTitle', { name: client.client_name })}
        action={t('common:delete')}
        isDangerous
        call={{ method: 'DELETE', path: clientPath(place) }}
        run={async () => {
          await deleteClient(place);
          // What is gone is not asked for again, so the page is left first.
          await navigate({ to: '/clients' });
          queries.removeQueries({ queryKey: ['oauth-client', place.clientId] });
          await queries.invalidateQueries({ queryKey: ['oauth-clients'] });
        }}
      >
        <Text size="sm">{t('deleteText')}</Text>
      </ConfirmDialog>
    </>
  );
}
