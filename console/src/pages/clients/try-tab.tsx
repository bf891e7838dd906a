import { Alert, Button, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../components/problem';
import { TRY_URI } from '../../session/tried-sign-in';
import { changeClient, type ClientPlace, type OAuthClient } from './client-data';
import { TryCodeFlow } from './try-code-flow';
import { hasSecret } from './try-fields';
import { TryMachine } from './try-machine';

interface TryTabProps {
  readonly client: OAuthClient;
  readonly place: ClientPlace;
}

/** Tries a client right here, in the part of its program. */
export function TryTab({ client, place }: TryTabProps) {
  const { t } = useTranslation('clients');
  const obstacle = obstacleTo(client);
  if (obstacle !== null) return <Alert color="gray">{t(obstacle)}</Alert>;
  if (client.kind === 'machine') return <TryMachine client={client} />;
  return (
    <Stack>
      <Text>{t('tryText')}</Text>
      <TryUri client={client} place={place} />
      {client.redirect_uris.includes(TRY_URI) ? <TryCodeFlow client={client} /> : null}
    </Stack>
  );
}

/** Why a browser cannot play this program; null: it can. */
function obstacleTo(client: OAuthClient): 'keyTry' | 'dpopTry' | 'noTry' | null {
  const { token_endpoint_auth_method: method, grant_types: grants } = client;
  if (client.dpop_bound_access_tokens) return 'dpopTry';
  if (method !== 'none' && !hasSecret(client)) return 'keyTry';
  const grant = client.kind === 'machine' ? 'client_credentials' : 'authorization_code';
  return grants.includes(grant) ? null : 'noTry';
}

/** The console's own address among those that the client sends people back to, for as long as it is tried. */
function TryUri({ client, place }: TryTabProps) {
  const { t } = useTranslation('clients');
  const queries = useQueryClient();
  const uris = client.redirect_uris;
  const isAccepted = uris.includes(TRY_URI);
  const change = useMutation({
    mutationFn: () =>
      changeClient(place, {
        redirect_uris: isAccepted ? uris.filter((uri) => uri !== TRY_URI) : [...uris, TRY_URI],
      }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['oauth-client', client.client_id] }),
  });
  return (
    <Stack gap="xs" align="flex-start">
      <Text size="sm">{t('tryUriText')}</Text>
      <code className="breakable">{TRY_URI}</code>
      <Button variant="default" loading={change.isPending} onClick={() => change.mutate()}>
        {t(isAccepted ? 'removeTryUri' : 'addTryUri')}
      </Button>
      {change.error === null ? null : <Problem error={change.error} />}
    </Stack>
  );
}
