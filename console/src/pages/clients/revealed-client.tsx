import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { CopyField } from '../../components/copy-field';
import { Snippets } from '../../components/snippets';
import { settings } from '../../settings';
import { downloadEnv } from '../keys/download-env';
import type { OAuthClient } from './client-data';
import { clientSnippets } from './client-snippets';

interface RevealedClientProps {
  readonly client: OAuthClient;
  /** Undefined: a public client, or one with keys of its own. */
  readonly secret: string | undefined;
  readonly onStored: () => void;
}

/** A client with its secret, this once, and how a program uses them. */
export function RevealedClient({ client, secret, onStored }: RevealedClientProps) {
  const { t } = useTranslation(['clients', 'keys']);
  const { client_id: id, client_name: name, app_id: appId } = client;
  return (
    <Stack>
      {secret === undefined ? (
        <Alert color="gray">{t('noSecretText')}</Alert>
      ) : (
        <Alert color="orange">{t('secretShownOnce')}</Alert>
      )}
      <Text size="sm" fw={500}>
        {t('clientId')}
      </Text>
      <CopyField value={id} label={t('clientId')} />
      {secret === undefined ? null : (
        <>
          <Text size="sm" fw={500}>
            {t('secret')}
          </Text>
          <CopyField value={secret} label={t('secret')} />
        </>
      )}
      <Group>
        <Button
          variant="default"
          onClick={() =>
            downloadEnv(name, {
              OSTIARY_ISSUER: settings.publicUrl,
              OSTIARY_CLIENT_ID: id,
              ...(secret === undefined ? {} : { OSTIARY_CLIENT_SECRET: secret }),
            })
          }
        >
          {t('keys:downloadEnv')}
        </Button>
      </Group>
      <Snippets snippets={clientSnippets(client, secret)} />
      <Group justify="space-between">
        <Button
          variant="default"
          component={Link}
          to={`/apps/${appId}/clients/${id}`}
          search={{ tab: 'try' } as never}
          onClick={onStored}
        >
          {t('tryIt')}
        </Button>
        <Button onClick={onStored}>{t(secret === undefined ? 'done' : 'stored')}</Button>
      </Group>
    </Stack>
  );
}
