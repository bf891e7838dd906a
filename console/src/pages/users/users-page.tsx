import { Button, Select, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { FilterBar } from '../../components/filter-bar';
import { PageHeader } from '../../components/page-header';
import { CreateUser } from './create-user';
import type { UsersSearch } from './routes';
import { UserList } from './user-list';

const route = getRouteApi('/users');
const STATES = ['active', 'disabled'] as const;

/** The people who can sign in. */
export function UsersPage() {
  const { t } = useTranslation(['users', 'common']);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [isOpen, { open, close }] = useDisclosure();
  const change = (name: keyof UsersSearch, value: string | null) =>
    void navigate({
      search: ({ [name]: _old, ...rest }: UsersSearch) =>
        value === null || value === '' ? rest : { ...rest, [name]: value },
      replace: true,
    });
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('text')}
        actions={<Button onClick={open}>{t('create')}</Button>}
      />
      <FilterBar active={Object.keys(search).length}>
        {(['q', 'role'] as const).map((name) => (
          <TextInput
            key={name}
            label={t(`filters.${name}`)}
            value={search[name] ?? ''}
            onChange={(event) => change(name, event.currentTarget.value)}
          />
        ))}
        <Select
          label={t('state')}
          clearable
          placeholder={t('common:all')}
          data={STATES.map((state) => ({ value: state, label: t(`common:${state}`) }))}
          value={search.state ?? null}
          onChange={(value) => change('state', value)}
        />
      </FilterBar>
      <UserList search={search} />
      <CreateUser isOpen={isOpen} onClose={close} />
    </>
  );
}
