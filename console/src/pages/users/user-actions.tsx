import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { notify } from '../../components/notify';
import { EditUser } from './edit-user';
import { SetPassword } from './set-password';
import { changeUser, deleteUser, signOutUser, type User, userPath } from './user-data';

/** What an administrator can do with somebody's account. */
export function UserActions({ user }: { readonly user: User }) {
  const { t } = useTranslation(['users', 'common']);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [edits, editing] = useDisclosure();
  const [setsPassword, settingPassword] = useDisclosure();
  const [signsOut, signingOut] = useDisclosure();
  const [switches, switching] = useDisclosure();
  const [deletes, deleting] = useDisclosure();
  const path = userPath(user.id);
  const refresh = () => queries.invalidateQueries({ queryKey: ['users'] });
  const enabled = !user.enabled;
  const action = enabled ? t('common:enable') : t('common:disable');
  return (
    <>
      <Button variant="default" onClick={editing.open}>
        {t('common:edit')}
      </Button>
      <Button variant="default" onClick={settingPassword.open}>
        {t('setPassword')}
      </Button>
      <Button variant="default" onClick={signingOut.open}>
        {t('signOut')}
      </Button>
      <Button variant="default" onClick={switching.open}>
        {action}
      </Button>
      <Button color="red" variant="outline" onClick={deleting.open}>
        {t('common:delete')}
      </Button>
      <EditUser
        user={user}
        isOpen={edits}
        onClose={editing.close}
        onChanged={() => void refresh()}
      />
      <SetPassword
        user={user}
        isOpen={setsPassword}
        onClose={settingPassword.close}
        onChanged={() => void refresh()}
      />
      <ConfirmDialog
        isOpen={signsOut}
        onClose={signingOut.close}
        title={t('signOutTitle', { name: user.username })}
        action={t('signOut')}
        call={{ method: 'POST', path: `${path}/sign-out` }}
        run={async () => {
          await signOutUser(user.id);
          notify(t('signedOut'));
        }}
      >
        <Text size="sm">{t('signOutText')}</Text>
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={switches}
        onClose={switching.close}
        title={t(enabled ? 'enableTitle' : 'disableTitle', { name: user.username })}
        action={action}
        isDangerous={!enabled}
        call={{ method: 'PATCH', path, body: { enabled } }}
        run={async () => {
          await changeUser(user.id, { enabled });
          await refresh();
        }}
      >
        <Text size="sm">{t(enabled ? 'enableText' : 'disableText')}</Text>
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={deletes}
        onClose={deleting.close}
        title={t('deleteTitle', { name: user.username })}
        action={t('common:delete')}
        isDangerous
        call={{ method: 'DELETE', path }}
        run={async () => {
          await deleteUser(user.id);
          // What is gone is not asked for again, so the page is left first.
          void navigate({ to: '/users' }).then(() => {
            queries.removeQueries({ queryKey: ['users', 'one', user.id] });
            return refresh();
          });
        }}
        mustType={user.username}
      >
        <Text size="sm">{t('deleteText')}</Text>
      </ConfirmDialog>
    </>
  );
}
