import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldErrors } from '../../api/problem';
import { CopyAsCurl } from '../../components/curl';
import { notify } from '../../components/notify';
import { Problem } from '../../components/problem';
import { chosenPassword, FIRST_CHOICE, PasswordFields } from './password-choice';
import { RevealedPassword } from './revealed-password';
import { changeUser, type User, userPath } from './user-data';

interface SetPasswordProps {
  readonly user: User;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

/** A new password for somebody, or none any more; whatever they were signed in to ends. */
export function SetPassword(props: SetPasswordProps) {
  const { t } = useTranslation(['users', 'common']);
  return (
    <Modal
      opened={props.isOpen}
      onClose={props.onClose}
      closeButtonProps={{ 'aria-label': t('common:close') }}
      title={t('setPassword')}
    >
      <SetPasswordForm {...props} />
    </Modal>
  );
}

function SetPasswordForm({ user, onClose, onChanged }: SetPasswordProps) {
  const { t } = useTranslation(['users', 'common']);
  const [choice, setChoice] = useState(FIRST_CHOICE);
  const change = useMutation({
    mutationFn: async (): Promise<string | null> => {
      const password = chosenPassword(choice);
      await changeUser(user.id, { password });
      return choice.way === 'generated' ? password : null;
    },
    onSuccess: (generated) => {
      onChanged();
      if (generated !== null) return;
      notify(t('common:saved'));
      onClose();
    },
  });
  if (typeof change.data === 'string') {
    return <RevealedPassword username={user.username} password={change.data} onStored={onClose} />;
  }
  const body = { password: choice.way === 'none' ? null : '$PASSWORD' };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate();
      }}
    >
      <Stack>
        <Text size="sm">{t('setPasswordText')}</Text>
        <PasswordFields
          value={choice}
          onChange={setChoice}
          error={fieldErrors(change.error)['password']}
        />
        {change.error === null ? null : <Problem error={change.error} />}
        <Group justify="space-between">
          <CopyAsCurl method="PATCH" path={userPath(user.id)} body={body} />
          <Button type="submit" loading={change.isPending}>
            {t('setPassword')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
