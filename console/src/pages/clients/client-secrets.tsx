import { Button, Stack, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { ScrollTable } from '../../components/list-table';
import { Time } from '../../components/time';
import { RotateDialog } from '../keys/rotate-dialog';
import {
  addSecret,
  clientPath,
  type ClientPlace,
  type ClientSecret,
  deleteSecret,
  type OAuthClient,
  secretsQuery,
} from './client-data';
import { RevealedClient } from './revealed-client';

interface ClientSecretsProps {
  readonly client: OAuthClient;
  readonly place: ClientPlace;
}

/** Which secrets work now; a new one goes beside them or replaces them. */
export function ClientSecrets({ client, place }: ClientSecretsProps) {
  const { t } = useTranslation(['clients', 'keys', 'common']);
  const { data: secrets } = useSuspenseQuery(secretsQuery(place));
  const queries = useQueryClient();
  const [rotates, rotating] = useDisclosure();
  const [ending, setEnding] = useState<ClientSecret | null>(null);
  const path = `${clientPath(place)}/secrets`;
  const refresh = () => queries.invalidateQueries({ queryKey: ['oauth-client', place.clientId] });
  return (
    <Stack align="flex-start">
      <SecretTable secrets={secrets} onEnd={setEnding} />
      <Button variant="default" onClick={rotating.open}>
        {t('keys:rotate')}
      </Button>
      <RotateDialog
        isOpen={rotates}
        onClose={rotating.close}
        path={path}
        lastUsed={client.last_used}
        rotate={(seconds) => addSecret(place, seconds)}
        onRotated={() => void refresh()}
        reveal={(issued, close) => (
          <RevealedClient client={client} secret={issued.client_secret} onStored={close} />
        )}
      />
      <ConfirmDialog
        isOpen={ending !== null}
        onClose={() => setEnding(null)}
        title={t('endSecret')}
        action={t('common:delete')}
        isDangerous
        call={{ method: 'DELETE', path: `${path}/${ending?.id ?? ''}` }}
        run={async () => {
          await deleteSecret(place, ending?.id ?? '');
          await refresh();
        }}
      >
        <Text size="sm">{t('endSecretText', { preview: ending?.preview ?? '' })}</Text>
      </ConfirmDialog>
    </Stack>
  );
}

interface SecretTableProps {
  readonly secrets: readonly ClientSecret[];
  readonly onEnd: (secret: ClientSecret) => void;
}

function SecretTable({ secrets, onEnd }: SecretTableProps) {
  const { t } = useTranslation(['clients', 'keys', 'common']);
  if (secrets.length === 0) return <Text size="sm">{t('noSecrets')}</Text>;
  return (
    <ScrollTable
      label={t('secrets')}
      minWidth={560}
      columns={[t('keys:preview'), t('created'), t('lastUsed'), t('keys:retires')]}
      actions={t('common:actions')}
    >
      {secrets.map((secret) => (
        <Table.Tr key={secret.id}>
          <Table.Td ff="monospace">{secret.preview}</Table.Td>
          <Table.Td>
            <Time at={secret.created_at} />
          </Table.Td>
          <Table.Td>
            <Time at={secret.last_used_at} />
          </Table.Td>
          <Table.Td>
            {secret.expires_at === null ? t('keys:current') : <Time at={secret.expires_at} />}
          </Table.Td>
          <Table.Td>
            <Button
              variant="default"
              size="xs"
              aria-label={t('endNamed', { preview: secret.preview })}
              onClick={() => onEnd(secret)}
            >
              {t('common:delete')}
            </Button>
          </Table.Td>
        </Table.Tr>
      ))}
    </ScrollTable>
  );
}
