import { Button, Group, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, unwrap } from '../../api/client';
import type { components } from '../../api/schema';
import { ConfirmDialog } from '../../components/confirm-dialog';
import { ListTable } from '../../components/list-table';
import { Loading } from '../../components/loading';
import { Problem } from '../../components/problem';
import { Time } from '../../components/time';
import { signOut } from '../../session/session';

type Session = components['schemas']['Session'];

/** Where somebody is signed in. @see the API, which ends a browser's session with what apps got in it */
export function Sessions() {
  const { t } = useTranslation(['account', 'common']);
  const [ending, setEnding] = useState<Session | null>(null);
  const [isEndingAll, setEndingAll] = useState(false);
  const sessions = useQuery({
    queryKey: ['my-sessions'],
    queryFn: () => unwrap(api.GET('/account/sessions')),
  });
  if (sessions.isPending) return <Loading />;
  if (sessions.isError) {
    return <Problem error={sessions.error} onRetry={() => void sessions.refetch()} />;
  }
  return (
    <>
      <Group justify="space-between" mb="md">
        <Text c="dimmed" maw={640}>
          {t('sessionsText')}
        </Text>
        <Button variant="outline" color="red" onClick={() => setEndingAll(true)}>
          {t('endAll')}
        </Button>
      </Group>
      <SessionTable rows={sessions.data.data} onEnd={setEnding} />
      <ConfirmDialog
        isOpen={ending !== null}
        onClose={() => setEnding(null)}
        title={t('endOne')}
        action={t('endOne')}
        isDangerous
        call={{ method: 'DELETE', path: `/account/sessions/${ending?.id ?? ''}` }}
        run={async () => {
          await endSession(ending?.id ?? '');
          await sessions.refetch();
        }}
      >
        <Text>{t('endOneText')}</Text>
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={isEndingAll}
        onClose={() => setEndingAll(false)}
        title={t('endAll')}
        action={t('endAll')}
        isDangerous
        call={{ method: 'DELETE', path: '/account/sessions' }}
        run={async () => {
          await unwrap(api.DELETE('/account/sessions'));
          await signOut();
        }}
      >
        <Text>{t('endAllText')}</Text>
      </ConfirmDialog>
    </>
  );
}

function endSession(id: string) {
  const params = { path: { session_id: id } };
  return unwrap(api.DELETE('/account/sessions/{session_id}', { params }));
}

interface SessionTableProps {
  readonly rows: readonly Session[];
  readonly onEnd: (session: Session) => void;
}

function SessionTable({ rows, onEnd }: SessionTableProps) {
  const { t } = useTranslation('account');
  return (
    <ListTable
      label={t('tabs.sessions')}
      minWidth={700}
      columns={[t('place'), t('signedIn'), t('lastUsed'), t('ends'), t('action')]}
    >
      {rows.map((session) => (
        <Table.Tr key={session.id}>
          <Table.Td maw={360}>
            <Text size="sm">{t(`kinds.${session.kind}`)}</Text>
            <Text size="xs" c="dimmed" className="breakable">
              {[session.client_address, session.user_agent].filter(Boolean).join(' · ')}
            </Text>
          </Table.Td>
          <Table.Td>
            <Time at={session.created_at} />
          </Table.Td>
          <Table.Td>
            <Time at={session.last_used_at} />
          </Table.Td>
          <Table.Td>
            <Time at={session.expires_at} />
          </Table.Td>
          <Table.Td>
            <Button size="xs" variant="default" onClick={() => onEnd(session)}>
              {t('endOne')}
            </Button>
          </Table.Td>
        </Table.Tr>
      ))}
    </ListTable>
  );
}
