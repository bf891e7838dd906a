import { Button, Group, Table, Text } from '@mantine/core';
import {
  IconArchive,
  IconBan,
  IconClock,
  IconHourglassLow,
  IconSignature,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { components } from '../../api/schema';
import { ScrollTable } from '../../components/list-table';
import { Time } from '../../components/time';

export type SigningKey = components['schemas']['SigningKey'];

const LOOKS = {
  next: { icon: IconClock, color: 'gray' },
  active: { icon: IconSignature, color: 'green' },
  retiring: { icon: IconHourglassLow, color: 'orange' },
  retired: { icon: IconArchive, color: 'gray' },
  revoked: { icon: IconBan, color: 'red' },
} as const;

interface SigningKeyTableProps {
  readonly keys: readonly SigningKey[];
  readonly onRevoke: (key: SigningKey) => void;
}

export function SigningKeyTable({ keys, onRevoke }: SigningKeyTableProps) {
  const { t } = useTranslation('settings');
  return (
    <ScrollTable
      label={t('tabs.signing-keys')}
      minWidth={820}
      columns={[
        t('keys.use'),
        t('keys.stateLabel'),
        t('keys.kid'),
        t('keys.created'),
        t('keys.changes'),
        t('keys.action'),
      ]}
    >
      {keys.map((key) => (
        <Row key={key.id} signingKey={key} onRevoke={onRevoke} />
      ))}
    </ScrollTable>
  );
}

function Row({
  signingKey,
  onRevoke,
}: {
  readonly signingKey: SigningKey;
  readonly onRevoke: (key: SigningKey) => void;
}) {
  const { t } = useTranslation('settings');
  const { id, use, algorithm, state, created_at } = signingKey;
  const { icon: Icon, color } = LOOKS[state];
  const isTrusted = state !== 'retired' && state !== 'revoked';
  return (
    <Table.Tr>
      <Table.Td>
        {t(`keys.uses.${use}`)}
        <Text size="xs" c="dimmed">
          {algorithm}
        </Text>
      </Table.Td>
      <Table.Td>
        <Group gap={6} wrap="nowrap">
          <Icon size={16} color={`var(--mantine-color-${color}-filled)`} aria-hidden />
          {t(`keys.state.${state}`)}
        </Group>
      </Table.Td>
      <Table.Td maw={230} ff="monospace" fz="xs" className="breakable">
        {id}
      </Table.Td>
      <Table.Td>
        <Time at={created_at} />
      </Table.Td>
      <Table.Td>
        <NextChange signingKey={signingKey} />
      </Table.Td>
      <Table.Td>
        {isTrusted ? (
          <Button
            size="xs"
            color="red"
            variant="outline"
            onClick={() => onRevoke(signingKey)}
            aria-label={`${t('keys.revoke')}: ${id}`}
          >
            {t('keys.revoke')}
          </Button>
        ) : null}
      </Table.Td>
    </Table.Tr>
  );
}

/** What happened last to a key, or what will. */
function NextChange({ signingKey }: { readonly signingKey: SigningKey }) {
  const { t } = useTranslation('settings');
  const { state } = signingKey;
  const at = {
    next: signingKey.ready_at,
    active: signingKey.activated_at,
    retiring: signingKey.retires_at,
    retired: signingKey.retired_at,
    revoked: signingKey.revoked_at,
  }[state];
  return (
    <>
      {t(`keys.since.${state}`)} <Time at={at} />
    </>
  );
}
