import { Button, Select, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { FilterBar } from '../../components/filter-bar';
import { AppFilter } from '../../components/object-filters';
import { PageHeader } from '../../components/page-header';
import { ClientList } from './client-list';
import { CreateClient } from './create-client';
import type { ClientsSearch } from './routes';

const route = getRouteApi('/clients');

/** The OAuth clients, of one app or of all. */
export function ClientsPage() {
  const { t } = useTranslation(['clients', 'common']);
  const { create, ...filters } = route.useSearch();
  const navigate = route.useNavigate();
  const [isOpen, { open, close }] = useDisclosure(create === true);
  const change = (changes: Partial<Record<keyof ClientsSearch, string | undefined>>) =>
    void navigate({
      search: (current: ClientsSearch) => withoutEmpty({ ...current, ...changes }),
      replace: true,
    });
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('text')}
        actions={<Button onClick={open}>{t('create')}</Button>}
      />
      <FilterBar active={Object.values(filters).length}>
        <TextInput
          label={t('search')}
          value={filters.q ?? ''}
          onChange={(event) => change({ q: event.currentTarget.value })}
        />
        <AppFilter
          label={t('app')}
          value={filters.app}
          onChange={(id) => change({ app: id ?? undefined })}
        />
        <Select
          label={t('state')}
          clearable
          placeholder={t('common:all')}
          data={[
            { value: 'active', label: t('common:active') },
            { value: 'disabled', label: t('common:disabled') },
          ]}
          value={filters.state ?? null}
          onChange={(state) => change({ state: state ?? undefined })}
        />
      </FilterBar>
      <ClientList filters={filters} onCreate={open} />
      <CreateClient isOpen={isOpen} onClose={close} appId={filters.app} />
    </>
  );
}

function withoutEmpty(search: object): ClientsSearch {
  const named = Object.entries(search).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(named);
}
