import { Button, Container, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { signIn } from '../session/session';

/** In the place of everything, when nobody could be signed in. */
export function StartFailed({ error }: { readonly error: unknown }) {
  const { t } = useTranslation();
  return (
    <Container size="xs" py="xl" component="main">
      <Stack align="flex-start">
        <Title order={1} size="h3">
          {t('startFailed')}
        </Title>
        <Text className="breakable">{error instanceof Error ? error.message : String(error)}</Text>
        <Button onClick={() => void signIn('/')}>{t('signInAgain')}</Button>
      </Stack>
    </Container>
  );
}
