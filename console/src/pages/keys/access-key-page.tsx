import { Button, DataList, Paper, Stack, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/me';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { PageHeader } from '../../components/page-header';
import { Problem } from '../../components/problem';
import { Time } from '../../components/time';
import { UsageWeek } from '../../components/usage-week';
import {
  type AccessKey,
  accessKeyPath,
  accessKeyQuery,
  enableAccessKey,
  revokeAccessKey,
  rotateAccessKey,
} from './access-keys';
import { SecretTable } from './api-key-page';
import type { KeyPlace } from './api-keys';
import { KeyStateBadge, stateOf } from './key-state';
import { LastUsed } from './last-used';
import { RevealedPair } from './revealed-pair';
import { RotateDialog } from './rotate-dialog';
import { TokenChecker } from './token-checker';

const route = getRouteApi('/apps/$appId/access-keys/$keyId');

/** Everything about one access key, and what can be done with it. */
export function AccessKeyPage() {
  const { t } = useTranslation(['keys', 'explain']);
  const { isAdmin } = useMe();
  const { appId, keyId } = route.useParams();
  const place: KeyPlace = { isAdmin, appId, keyId };
  const { data: key } = useSuspenseQuery(accessKeyQuery(place));
  const listOf = (values: readonly string[] | null, none: string) =>
    values === null || values.length === 0 ? none : values.join(', ');
  const facts = [
    [t('stateLabel'), <KeyStateBadge key="state" state={stateOf(key)} />],
    ['AK', <code key="ak">{key.ak}</code>],
    [t('tokenTypes'), key.token_types.join(', ')],
    [
      t('roles'),
      key.assertable_roles === null ? t('anyRole') : listOf(key.assertable_roles, t('noneGiven')),
    ],
    [t('scopes'), listOf(key.scopes, t('noneGiven'))],
    [t('addresses'), listOf(key.ip_allowlist, t('everywhere'))],
    [t('origins'), listOf(key.origin_allowlist, t('everywhere'))],
    [t('created'), <Time key="created" at={key.created_at} />],
    [t('lastUsed'), <LastUsed key="used" use={key.last_used} />],
  ] as const;
  return (
    <>
      <PageHeader title={key.name} actions={<PairActions accessKey={key} place={place} />} />
      <Stack>
        <Paper withBorder p="md">
          <DataList labelWidth={150}>
            {facts.map(([label, value]) => (
              <DataList.Item key={label}>
                <DataList.ItemLabel>{label}</DataList.ItemLabel>
                <DataList.ItemValue className="breakable">{value}</DataList.ItemValue>
              </DataList.Item>
            ))}
          </DataList>
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
        <Paper withBorder p="md">
          <TokenChecker />
        </Paper>
      </Stack>
    </>
  );
}

function PairActions({
  accessKey,
  place,
}: {
  readonly accessKey: AccessKey;
  readonly place: KeyPlace;
}) {
  const { t } = useTranslation('keys');
  const client = useQueryClient();
  const [rotates, rotating] = useDisclosure();
  const [revokes, revoking] = useDisclosure();
  const path = accessKeyPath(place);
  const refresh = () => {
    void client.invalidateQueries({ queryKey: ['access-key', place.keyId] });
    void client.invalidateQueries({ queryKey: ['access-keys'] });
  };
  const pause = useMutation({
    mutationFn: () => enableAccessKey(place, !accessKey.enabled),
    onSuccess: refresh,
  });
  if (stateOf(accessKey) === 'revoked') return null;
  return (
    <>
      <Button variant="default" loading={pause.isPending} onClick={() => pause.mutate()}>
        {accessKey.enabled ? t('disable') : t('enable')}
      </Button>
      <Button variant="default" onClick={rotating.open}>
        {t('rotate')}
      </Button>
      <Button color="red" variant="outline" onClick={revoking.open}>
        {t('revoke')}
      </Button>
      {pause.error === null ? null : <Problem error={pause.error} />}
      <RotateDialog
        isOpen={rotates}
        onClose={rotating.close}
        path={`${path}/rotate`}
        lastUsed={accessKey.last_used}
        rotate={(seconds) => rotateAccessKey(place, seconds)}
        onRotated={refresh}
        reveal={(issued, close) => <RevealedPair issued={issued} onStored={close} />}
      />
      <ConfirmDialog
        isOpen={revokes}
        onClose={revoking.close}
        title={t('revokeTitle', { name: accessKey.name })}
        action={t('revoke')}
        isDangerous
        call={{ method: 'DELETE', path }}
        run={async () => {
          await revokeAccessKey(place);
          refresh();
        }}
      >
        {t('revokeText')}
        <LastUsed use={accessKey.last_used} />
      </ConfirmDialog>
    </>
  );
}
