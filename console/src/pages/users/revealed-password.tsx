import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CopyField } from '../../components/copy-field';

interface RevealedPasswordProps {
  readonly username: string;
  readonly password: string;
  readonly onStored: () => void;
}

/** A generated password, this once. */
export function RevealedPassword({ username, password, onStored }: RevealedPasswordProps) {
  const { t } = useTranslation('users');
  return (
    <Stack>
      <Alert color="orange">{t('shownOnce')}</Alert>
      <Text className="breakable">{t('passwordOf', { username })}</Text>
      <CopyField value={password} label={t('password')} />
      <Group justify="flex-end">
        <Button onClick={onStored}>{t('stored')}</Button>
      </Group>
    </Stack>
  );
}
