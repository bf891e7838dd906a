import { Anchor, Button, EmptyState, Modal, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { App } from '../../api/apps';
import { rowsOf } from '../../api/cursor-list';
import { useMe } from '../../api/me';
import { CommandLine } from '../../components/command-line';
import { curlOf } from '../../components/curl';
import { ListTable } from '../../components/list-table';
import { Loading } from '../../components/loading';
import { LoadMore } from '../../components/load-more';
import { ObjectLink } from '../../components/object-link';
import { PageHeader } from '../../components/page-header';
import { Problem } from '../../components/problem';
import { Standing } from '../../components/standing';
import { Time } from '../../components/time';
import { appList, appsPath, createApp } from './app-data';
import { AppForm } from './app-form';

const route = getRouteApi('/apps');

/** The apps: all for administrators, their own for everybody else. */
export function AppsPage() {
  const { t } = useTranslation(['apps', 'common']);
  const { isAdmin } = useMe();
  const { create } = route.useSearch();
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const [isOpen, { open, close }] = useDisclosure(create === true);
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('text')}
        actions={<Button onClick={open}>{t('create')}</Button>}
      />
      <AppList onCreate={open} />
      <Modal
        opened={isOpen}
        onClose={close}
        closeButtonProps={{ 'aria-label': t('common:close') }}
        size="lg"
        title={t('create')}
      >
        <AppForm
          app={null}
          call={{ method: 'POST', path: appsPath(isAdmin) }}
          action={t('create')}
          save={(body) => createApp(isAdmin, body)}
          onSaved={({ id }) => {
            void queries.invalidateQueries({ queryKey: ['apps'] });
            void navigate({ to: '/apps/$appId', params: { appId: id } });
          }}
        />
      </Modal>
    </>
  );
}

function AppList({ onCreate }: { readonly onCreate: () => void }) {
  const { t } = useTranslation('apps');
  const { isAdmin } = useMe();
  const list = useInfiniteQuery(appList(isAdmin));
  if (list.isPending) return <Loading />;
  if (list.isError) return <Problem error={list.error} onRetry={() => void list.refetch()} />;
  const rows = rowsOf<App>(list.data.pages);
  if (rows.length === 0) {
    const call = { method: 'POST', path: appsPath(isAdmin), body: { name: 'my app' } };
    return (
      <EmptyState py="xl" title={t('noApps')} description={t('noAppsText')}>
        <EmptyState.Actions>
          <Button onClick={onCreate}>{t('create')}</Button>
        </EmptyState.Actions>
        <CommandLine text={curlOf(call)} />
      </EmptyState>
    );
  }
  return (
    <>
      <ListTable
        label={t('title')}
        minWidth={720}
        columns={[
          t('name'),
          t('state'),
          ...(isAdmin ? [t('owner')] : []),
          t('allowedScopes'),
          t('created'),
        ]}
      >
        {rows.map((app) => (
          <AppRow key={app.id} app={app} />
        ))}
      </ListTable>
      <LoadMore {...list} />
    </>
  );
}

function AppRow({ app }: { readonly app: App }) {
  const { t } = useTranslation('apps');
  const { isAdmin } = useMe();
  const { id, name, description, owner_id: owner, allowed_scopes: scopes } = app;
  return (
    <Table.Tr>
      <Table.Td maw={320}>
        <Anchor component={Link} to={`/apps/${id}`} className="breakable">
          {name}
        </Anchor>
        <Text size="xs" c="dimmed" className="breakable" lineClamp={2}>
          {description}
        </Text>
      </Table.Td>
      <Table.Td>
        <Standing enabled={app.enabled} />
      </Table.Td>
      {isAdmin ? (
        <Table.Td maw={180}>
          {owner === null ? t('administration') : <ObjectLink id={owner} />}
        </Table.Td>
      ) : null}
      <Table.Td maw={260} className="breakable">
        {scopes.length === 0 ? t('none') : scopes.join(' ')}
      </Table.Td>
      <Table.Td>
        <Time at={app.created_at} />
      </Table.Td>
    </Table.Tr>
  );
}
