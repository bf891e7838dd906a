import { Anchor, List, Text } from '@mantine/core';
import { useInfiniteQuery, type UseInfiniteQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { rowsOf } from '../../api/cursor-list';
import { Loading } from '../../components/loading';
import { Problem } from '../../components/problem';
import { accessKeyList } from '../keys/access-keys';
import { apiKeyList, type KeyFilters } from '../keys/api-keys';
import { KeyStateBadge, type KeyState, stateOf } from '../keys/key-state';
import { clientList } from '../clients/client-data';
import type { AppPlace } from './app-data';

const SHOWN = 5;

interface Credential {
  readonly id: string;
  readonly name: string;
  readonly state: KeyState;
  readonly path: string;
}

function of(appId: string): KeyFilters {
  return { app: appId, q: undefined, state: undefined };
}

export function AppApiKeys({ place: { isAdmin, appId } }: { readonly place: AppPlace }) {
  const list = useInfiniteQuery(apiKeyList(isAdmin, of(appId)));
  const rows = rowsOf(list.data?.pages).map((key) => ({
    id: key.id,
    name: key.name,
    state: stateOf(key),
    path: `/apps/${appId}/keys/${key.id}`,
  }));
  return <Newest list={list} rows={rows} all={{ to: '/keys', search: { app: appId } }} />;
}

export function AppAccessKeys({ place: { isAdmin, appId } }: { readonly place: AppPlace }) {
  const list = useInfiniteQuery(accessKeyList(isAdmin, of(appId)));
  const rows = rowsOf(list.data?.pages).map((key) => ({
    id: key.id,
    name: key.name,
    state: stateOf(key),
    path: `/apps/${appId}/access-keys/${key.id}`,
  }));
  const search = { app: appId, tab: 'access-keys' };
  return <Newest list={list} rows={rows} all={{ to: '/keys', search }} />;
}

export function AppClients({ place: { isAdmin, appId } }: { readonly place: AppPlace }) {
  const list = useInfiniteQuery(clientList(isAdmin, { app: appId }));
  const rows = rowsOf(list.data?.pages).map((client) => ({
    id: client.client_id,
    name: client.client_name,
    state: client.enabled ? ('active' as const) : ('disabled' as const),
    path: `/apps/${appId}/clients/${client.client_id}`,
  }));
  return <Newest list={list} rows={rows} all={{ to: '/clients', search: { app: appId } }} />;
}

interface NewestProps {
  readonly list: Pick<UseInfiniteQueryResult, 'isPending' | 'isError' | 'error' | 'refetch'>;
  readonly rows: readonly Credential[];
  readonly all: { readonly to: string; readonly search: object };
}

/** The first few, and the way to the rest and to a new one. */
function Newest({ list, rows, all }: NewestProps) {
  const { t } = useTranslation('apps');
  if (list.isPending) return <Loading />;
  if (list.isError) return <Problem error={list.error} onRetry={() => void list.refetch()} />;
  return (
    <>
      {rows.length === 0 ? (
        <Text size="sm">{t('noneYet')}</Text>
      ) : (
        <List listStyleType="none">
          {rows.slice(0, SHOWN).map(({ id, name, state, path }) => (
            <List.Item key={id}>
              <Anchor component={Link} to={path} className="breakable">
                {name}
              </Anchor>
              <KeyStateBadge state={state} />
            </List.Item>
          ))}
        </List>
      )}
      <Anchor component={Link} size="sm" to={all.to} search={all.search as never}>
        {t(rows.length === 0 ? 'addOne' : 'showAll')}
      </Anchor>
    </>
  );
}
