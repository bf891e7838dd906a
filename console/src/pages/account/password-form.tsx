import { Alert, Button, Group, Paper, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/me';
import { fieldErrors } from '../../api/problem';
import { CopyAsCurl } from '../../components/curl';
import { Problem } from '../../components/problem';
import { signIn } from '../../session/session';
import { changePassword, isWrongPassword } from './change-password';

const SHORTEST = 15;
/** What stands for passwords in a command line: they are the person's to put in. */
const PLACEHOLDERS = { current_password: '$CURRENT_PASSWORD', new_password: '$NEW_PASSWORD' };

/** Changes the password, which signs out everywhere. */
export function PasswordForm() {
  const { t } = useTranslation('account');
  const { username } = useMe();
  const form = useForm({
    initialValues: { current: '', next: '', again: '' },
    validate: {
      next: (text) => ([...text].length < SHORTEST ? t('tooShort', { count: SHORTEST }) : null),
      again: (text, { next }) => (text === next ? null : t('notTheSame')),
    },
  });
  const change = useMutation({
    mutationFn: () => changePassword({ username, ...form.values }),
    // Nothing of a password stays behind, whether it became one or not.
    onSuccess: () => form.reset(),
  });
  if (change.isSuccess) return <Changed />;
  const isWrong = isWrongPassword(change.error);
  const wrong = fieldErrors(change.error);
  return (
    <Paper withBorder p="md" maw={560}>
      <form onSubmit={form.onSubmit(() => change.mutate())}>
        <Stack>
          <Text c="dimmed">{t('passwordText')}</Text>
          {/* Password managers keep a password under the name that stands beside it. */}
          <TextInput label={t('username')} value={username} autoComplete="username" readOnly />
          <PasswordInput
            required
            label={t('currentPassword')}
            autoComplete="current-password"
            {...toggleLabel(t('showPassword'))}
            {...form.getInputProps('current')}
            error={isWrong ? t('wrongPassword') : undefined}
          />
          <PasswordInput
            required
            label={t('newPassword')}
            description={t('newPasswordText', { count: SHORTEST })}
            autoComplete="new-password"
            {...toggleLabel(t('showPassword'))}
            {...form.getInputProps('next')}
            error={form.errors['next'] ?? wrong['new_password']}
          />
          <PasswordInput
            required
            label={t('again')}
            autoComplete="new-password"
            {...toggleLabel(t('showPassword'))}
            {...form.getInputProps('again')}
          />
          {change.error === null || isWrong ? null : <Problem error={change.error} />}
          <Group justify="space-between">
            <CopyAsCurl
              method="POST"
              path="/account/password"
              body={PLACEHOLDERS}
              token="LOGIN_TOKEN"
            />
            <Button type="submit" loading={change.isPending}>
              {t('changePassword')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Paper>
  );
}

function toggleLabel(label: string) {
  return { visibilityToggleButtonProps: { 'aria-label': label } };
}

function Changed() {
  const { t } = useTranslation('account');
  return (
    <Alert color="green" title={t('changed')} role="status">
      <Stack align="flex-start">
        <Text size="sm">{t('changedText')}</Text>
        <Button onClick={() => void signIn()}>{t('signInAgain')}</Button>
      </Stack>
    </Alert>
  );
}
