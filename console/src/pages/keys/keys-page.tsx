import { Button, Checkbox, Select, Tabs, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { appsQuery } from '../../api/apps';
import { useMe } from '../../api/me';
import { FilterBar } from '../../components/filter-bar';
import { PageHeader } from '../../components/page-header';
import { AccessKeyList } from './access-key-list';
import { ApiKeyList } from './api-key-list';
import { CreateAccessKey } from './create-access-key';
import { CreateApiKey } from './create-api-key';
import { FindLeaked } from './find-leaked';
import type { KeyFilters } from './api-keys';
import type { KeysSearch } from './routes';

const route = getRouteApi('/keys');
const STATES = ['active', 'disabled', 'expired', 'revoked'] as const;

/** API keys and access keys, of one app or of all. */
export function KeysPage() {
  const { t } = useTranslation(['keys', 'common']);
  const { isAdmin } = useMe();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data: apps } = useSuspenseQuery(appsQuery(isAdmin));
  const [isOpen, { open, close }] = useDisclosure(search.create === true);
  const [finds, finding] = useDisclosure(search.leaked === true);
  const tab = search.tab ?? 'api-keys';
  const change = (changes: { [Name in keyof KeysSearch]?: KeysSearch[Name] | undefined }) =>
    void navigate({
      search: (current: KeysSearch) => withoutEmpty({ ...current, ...changes }),
      replace: true,
    });
  const { app, q, state, soon, unused } = search;
  const filters: KeyFilters = { app, q, state, soon, unused };
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('text')}
        actions={
          <>
            <Button variant="default" onClick={finding.open}>
              {t('leaked')}
            </Button>
            <Button onClick={open}>{tab === 'api-keys' ? t('createKey') : t('createPair')}</Button>
          </>
        }
      />
      <Tabs
        value={tab}
        onChange={(value) => change({ tab: value === 'access-keys' ? value : undefined })}
        keepMounted={false}
      >
        <Tabs.List mb="md">
          <Tabs.Tab value="api-keys">{t('apiKeys')}</Tabs.Tab>
          <Tabs.Tab value="access-keys">{t('accessKeys')}</Tabs.Tab>
        </Tabs.List>
        <FilterBar active={Object.values(filters).filter((value) => value !== undefined).length}>
          <TextInput
            label={t('search')}
            value={search.q ?? ''}
            onChange={(event) => change({ q: event.currentTarget.value })}
          />
          <Select
            label={t('app')}
            clearable
            searchable
            placeholder={t('common:all')}
            data={apps.map(({ id, name }) => ({ value: id, label: name }))}
            value={search.app ?? null}
            onChange={(value) => change({ app: value ?? undefined })}
          />
          <Select
            label={t('stateLabel')}
            clearable
            placeholder={t('common:all')}
            data={STATES.map((state) => ({ value: state, label: t(`state.${state}`) }))}
            value={search.state ?? null}
            onChange={(value) => change({ state: value ?? undefined })}
          />
          {tab === 'api-keys' ? (
            <Checkbox
              label={t('soon')}
              checked={soon === true}
              onChange={() => change({ soon: soon === true ? undefined : true })}
            />
          ) : null}
          <Checkbox
            label={t('unused')}
            checked={unused === true}
            onChange={() => change({ unused: unused === true ? undefined : true })}
          />
        </FilterBar>
        <Tabs.Panel value="api-keys">
          <ApiKeyList filters={filters} onCreate={open} />
        </Tabs.Panel>
        <Tabs.Panel value="access-keys">
          <AccessKeyList filters={filters} onCreate={open} />
        </Tabs.Panel>
      </Tabs>
      <FindLeaked isOpen={finds} onClose={finding.close} />
      {tab === 'api-keys' ? (
        <CreateApiKey isOpen={isOpen} onClose={close} appId={search.app ?? null} />
      ) : (
        <CreateAccessKey isOpen={isOpen} onClose={close} appId={search.app ?? null} />
      )}
    </>
  );
}

function withoutEmpty(search: object): KeysSearch {
  const named = Object.entries(search).filter(([, value]) => value !== undefined && value !== '');
  return Object.fromEntries(named);
}
