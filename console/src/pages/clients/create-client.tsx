import { Button, Group, Modal, Stack } from '@mantine/core';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { choosableAppsQuery } from '../../api/apps';
import { useMe } from '../../api/me';
import { AppField, type AppChoice, chosenApp } from '../keys/app-field';
import { clientsPath, createClient, type RegisteredClient } from './client-data';
import { type ClientKind, newDraft } from './client-draft';
import { ClientForm } from './client-form';
import { KindField } from './kind-field';
import { RevealedClient } from './revealed-client';

interface CreateClientProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** Chosen at first; undefined: the first one. */
  readonly appId: string | undefined;
}

/** Asks what the program is, then what such a program needs, and shows the secret once. */
export function CreateClient({ isOpen, onClose, appId }: CreateClientProps) {
  const { t } = useTranslation(['clients', 'common']);
  const [registered, setRegistered] = useState<RegisteredClient | null>(null);
  const close = () => {
    setRegistered(null);
    onClose();
  };
  const isDone = registered !== null;
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      // A secret that is shown once is not lost to a click beside the dialog.
      closeOnClickOutside={!isDone}
      closeOnEscape={!isDone}
      withCloseButton={!isDone}
      closeButtonProps={{ 'aria-label': t('common:close') }}
      size="lg"
      title={isDone ? t('yourClient') : t('create')}
    >
      {registered === null ? (
        <Wizard appId={appId} onRegistered={setRegistered} />
      ) : (
        <RevealedClient client={registered} secret={registered.client_secret} onStored={close} />
      )}
    </Modal>
  );
}

interface WizardProps {
  readonly appId: string | undefined;
  readonly onRegistered: (client: RegisteredClient) => void;
}

function Wizard({ appId, onRegistered }: WizardProps) {
  const { t } = useTranslation('clients');
  const { isAdmin } = useMe();
  const { data: apps } = useSuspenseQuery(choosableAppsQuery(isAdmin));
  const queries = useQueryClient();
  const [kind, setKind] = useState<ClientKind | null>(null);
  const [isChosen, setChosen] = useState(false);
  const [choice, setChoice] = useState<AppChoice>({ app: appId ?? apps[0]?.id ?? '', newApp: '' });
  if (kind === null || !isChosen) {
    return (
      <Stack>
        <KindField value={kind} onChange={setKind} />
        <Group justify="flex-end">
          <Button disabled={kind === null} onClick={() => setChosen(true)}>
            {t('next')}
          </Button>
        </Group>
      </Stack>
    );
  }
  const change = (changes: Partial<AppChoice>) =>
    setChoice((current) => ({ ...current, ...changes }));
  return (
    <ClientForm
      key={kind}
      initial={newDraft(kind)}
      appId={choice.app}
      appField={<AppField {...choice} onChange={change} />}
      call={{
        method: 'POST',
        path: clientsPath(isAdmin, choice.app === '' ? '$APP_ID' : choice.app),
      }}
      action={t('create')}
      onBack={() => setChosen(false)}
      save={async (body) => {
        const holder = await chosenApp(isAdmin, choice);
        change({ app: holder });
        return createClient(isAdmin, holder, body);
      }}
      onSaved={(client) => {
        void queries.invalidateQueries({ queryKey: ['oauth-clients'] });
        void queries.invalidateQueries({ queryKey: ['apps'] });
        onRegistered(client);
      }}
    />
  );
}
