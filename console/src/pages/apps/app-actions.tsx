import { Button, Modal, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { App } from '../../api/apps';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { Problem } from '../../components/problem';
import { type AppPlace, appPath, changeApp, deleteApp } from './app-data';
import { AppForm } from './app-form';

interface AppActionsProps {
  readonly app: App;
  readonly place: AppPlace;
}

/** What can be done with an app as a whole; switching it off is the administration's. */
export function AppActions({ app, place }: AppActionsProps) {
  const { t } = useTranslation(['apps', 'common']);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [edits, editing] = useDisclosure();
  const [disables, disabling] = useDisclosure();
  const [deletes, deleting] = useDisclosure();
  const path = appPath(place);
  const refresh = () => queries.invalidateQueries({ queryKey: ['apps'] });
  const setEnabled = async (enabled: boolean) => {
    await changeApp(place, { enabled });
    await refresh();
  };
  const enable = useMutation({ mutationFn: () => setEnabled(true) });
  return (
    <>
      <Button variant="default" onClick={editing.open}>
        {t('common:edit')}
      </Button>
      {place.isAdmin ? (
        <Button
          variant="default"
          loading={enable.isPending}
          onClick={app.enabled ? disabling.open : () => enable.mutate()}
        >
          {app.enabled ? t('common:disable') : t('common:enable')}
        </Button>
      ) : null}
      <Button color="red" variant="outline" onClick={deleting.open}>
        {t('common:delete')}
      </Button>
      {enable.error === null ? null : <Problem error={enable.error} />}
      <Modal
        opened={edits}
        onClose={editing.close}
        closeButtonProps={{ 'aria-label': t('common:close') }}
        size="lg"
        title={t('editApp')}
      >
        <AppForm
          app={app}
          call={{ method: 'PATCH', path }}
          action={t('common:save')}
          save={(body) => changeApp(place, body)}
          onSaved={() => {
            void refresh();
            editing.close();
          }}
        />
      </Modal>
      <ConfirmDialog
        isOpen={disables}
        onClose={disabling.close}
        title={t('disableTitle', { name: app.name })}
        action={t('common:disable')}
        isDangerous
        call={{ method: 'PATCH', path, body: { enabled: false } }}
        run={() => setEnabled(false)}
      >
        <Text size="sm">{t('disableText')}</Text>
      </ConfirmDialog>
      <DeleteApp
        app={app}
        place={place}
        isOpen={deletes}
        onClose={deleting.close}
        onDeleted={() => {
          // What is gone is not asked for again, so the page is left first.
          void navigate({ to: '/apps' }).then(() => {
            queries.removeQueries({ queryKey: ['apps', 'one', app.id] });
            return refresh();
          });
        }}
      />
    </>
  );
}

interface DeleteAppProps extends AppActionsProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}

function DeleteApp({ app, place, isOpen, onClose, onDeleted }: DeleteAppProps) {
  const { t } = useTranslation(['apps', 'common']);
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onClose={onClose}
      title={t('deleteTitle', { name: app.name })}
      action={t('common:delete')}
      isDangerous
      call={{ method: 'DELETE', path: appPath(place) }}
      run={async () => {
        await deleteApp(place);
        onDeleted();
      }}
      mustType={app.name}
    >
      <Text size="sm">{t('deleteText')}</Text>
    </ConfirmDialog>
  );
}
