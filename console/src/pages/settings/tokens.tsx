import { Button, Paper, Stack, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { signIn } from '../../session/session';
import { Facts } from './facts';
import { ServerPanel } from './server-panel';

/** How long tokens are good for, and how to end them all after a leak. */
export function Tokens() {
  const { t } = useTranslation('settings');
  const [isOpen, { open, close }] = useDisclosure();
  const seconds = (count: number) => t('tokens.seconds', { count });
  return (
    <ServerPanel>
      {({ token_lifetimes: lifetimes }) => (
        <>
          <Paper withBorder p="md">
            <Title order={2} size="h4" mb="sm">
              {t('tokens.lifetimes')}
            </Title>
            <Facts
              rows={[
                [t('tokens.access'), seconds(lifetimes.access_token)],
                [t('tokens.login'), seconds(lifetimes.login_token)],
                [t('tokens.id'), seconds(lifetimes.id_token)],
                [t('tokens.identity'), seconds(lifetimes.identity_token)],
              ]}
            />
          </Paper>
          <Paper withBorder p="md">
            <Stack align="flex-start">
              <Title order={2} size="h4">
                {t('tokens.endAll')}
              </Title>
              <Text>{t('tokens.endAllText')}</Text>
              <Button color="red" variant="outline" onClick={open}>
                {t('tokens.endAllAction')}
              </Button>
            </Stack>
          </Paper>
          <ConfirmDialog
            isOpen={isOpen}
            onClose={close}
            title={t('tokens.endAllTitle')}
            action={t('tokens.endAllAction')}
            isDangerous
            call={{ method: 'POST', path: '/admin/tokens/revoke', body: {} }}
            run={async () => {
              await unwrap(api.POST('/admin/tokens/revoke', { body: {} }));
              // One's own sign-in ended too.
              await signIn();
            }}
          >
            <Text>{t('tokens.endAllWarning')}</Text>
          </ConfirmDialog>
        </>
      )}
    </ServerPanel>
  );
}
