import { Button, Paper, Stack, Table, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/me';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { Facts } from '../../components/facts';
import { LimitsText } from '../../components/limits-text';
import { ScrollTable } from '../../components/list-table';
import { PageHeader } from '../../components/page-header';
import { Problem } from '../../components/problem';
import { Time } from '../../components/time';
import { UsageWeek } from '../../components/usage-week';
import {
  type ApiKey,
  apiKeyPath,
  apiKeyQuery,
  changeApiKey,
  type KeyPlace,
  revokeApiKey,
  rotateApiKey,
} from './api-keys';
import { EditApiKey } from './edit-api-key';
import { KeyStateBadge, stateOf } from './key-state';
import { LastUsed } from './last-used';
import { RevealedKey } from './revealed-key';
import { RotateDialog } from './rotate-dialog';

const route = getRouteApi('/apps/$appId/keys/$keyId');

/** Everything about one API key, and what can be done with it. */
export function ApiKeyPage() {
  const { t } = useTranslation('keys');
  const { isAdmin } = useMe();
  const { appId, keyId } = route.useParams();
  const place: KeyPlace = { isAdmin, appId, keyId };
  const { data: key } = useSuspenseQuery(apiKeyQuery(place));
  return (
    <>
      <PageHeader title={key.name} actions={<KeyActions apiKey={key} place={place} />} />
      <Stack>
        <Paper withBorder p="md">
          <KeyFacts apiKey={key} />
        </Paper>
        <Paper withBorder p="md">
          <Title order={2} size="h4" mb="sm">
            {t('week')}
          </Title>
          <UsageWeek credential_id={keyId} />
        </Paper>
        <Paper withBorder p="md">
          <Title order={2} size="h4" mb="sm">
            {t('secrets')}
          </Title>
          <SecretTable secrets={key.secrets} />
        </Paper>
      </Stack>
    </>
  );
}

function KeyFacts({ apiKey }: { readonly apiKey: ApiKey }) {
  const { t } = useTranslation('keys');
  const listOf = (values: readonly string[] | null, none: string) =>
    values === null || values.length === 0 ? none : values.join(', ');
  const facts = [
    [t('stateLabel'), <KeyStateBadge key="state" state={stateOf(apiKey)} />],
    [t('preview'), <code key="preview">{apiKey.preview}</code>],
    [t('environment'), t(apiKey.environment)],
    [t('scopes'), listOf(apiKey.scopes, t('noneGiven'))],
    [t('addresses'), listOf(apiKey.ip_allowlist, t('everywhere'))],
    [t('origins'), listOf(apiKey.origin_allowlist, t('everywhere'))],
    [t('limit'), <LimitsText key="limit" {...apiKey} />],
    [t('created'), <Time key="created" at={apiKey.created_at} />],
    [t('expires'), <Time key="expires" at={apiKey.expires_at} />],
    [t('lastUsed'), <LastUsed key="used" use={apiKey.last_used} />],
  ] as const;
  return <Facts facts={facts} />;
}

interface ShownSecret {
  readonly preview: string;
  readonly created_at: string;
  readonly retires_at: string | null;
  readonly last_used_at: string | null;
}

/** Which secrets work now, and how long the old one still does. */
export function SecretTable({ secrets }: { readonly secrets: readonly ShownSecret[] }) {
  const { t } = useTranslation('keys');
  if (secrets.length === 0) return <>{t('noSecrets')}</>;
  return (
    <ScrollTable
      label={t('secrets')}
      minWidth={520}
      columns={[t('preview'), t('created'), t('lastUsed'), t('retires')]}
    >
      {secrets.map((secret) => (
        <Table.Tr key={secret.preview + secret.created_at}>
          <Table.Td ff="monospace">{secret.preview}</Table.Td>
          <Table.Td>
            <Time at={secret.created_at} />
          </Table.Td>
          <Table.Td>
            <Time at={secret.last_used_at} />
          </Table.Td>
          <Table.Td>
            {secret.retires_at === null ? t('current') : <Time at={secret.retires_at} />}
          </Table.Td>
        </Table.Tr>
      ))}
    </ScrollTable>
  );
}

function KeyActions({ apiKey, place }: { readonly apiKey: ApiKey; readonly place: KeyPlace }) {
  const { t } = useTranslation(['keys', 'common']);
  const client = useQueryClient();
  const [edits, editing] = useDisclosure();
  const [rotates, rotating] = useDisclosure();
  const [revokes, revoking] = useDisclosure();
  const path = apiKeyPath(place);
  const refresh = () => {
    void client.invalidateQueries({ queryKey: ['api-key', place.keyId] });
    void client.invalidateQueries({ queryKey: ['api-keys'] });
  };
  const pause = useMutation({
    mutationFn: () => changeApiKey(place, { enabled: !apiKey.enabled }),
    onSuccess: refresh,
  });
  if (stateOf(apiKey) === 'revoked') return null;
  return (
    <>
      <Button variant="default" onClick={editing.open}>
        {t('common:edit')}
      </Button>
      <Button variant="default" loading={pause.isPending} onClick={() => pause.mutate()}>
        {apiKey.enabled ? t('disable') : t('enable')}
      </Button>
      <Button variant="default" onClick={rotating.open}>
        {t('rotate')}
      </Button>
      <Button color="red" variant="outline" onClick={revoking.open}>
        {t('revoke')}
      </Button>
      {pause.error === null ? null : <Problem error={pause.error} />}
      <EditApiKey
        apiKey={apiKey}
        place={place}
        isOpen={edits}
        onClose={editing.close}
        onSaved={refresh}
      />
      <RotateDialog
        isOpen={rotates}
        onClose={rotating.close}
        path={`${path}/rotate`}
        lastUsed={apiKey.last_used}
        rotate={(seconds) => rotateApiKey(place, seconds)}
        onRotated={refresh}
        reveal={(issued, close) => <RevealedKey issued={issued} onStored={close} />}
      />
      <ConfirmDialog
        isOpen={revokes}
        onClose={revoking.close}
        title={t('revokeTitle', { name: apiKey.name })}
        action={t('revoke')}
        isDangerous
        call={{ method: 'DELETE', path }}
        run={async () => {
          await revokeApiKey(place);
          refresh();
        }}
      >
        {t('revokeText')}
        <LastUsed use={apiKey.last_used} />
      </ConfirmDialog>
    </>
  );
}
