import { EmptyState, Tabs } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/me';
import { PageHeader } from '../../components/page-header';
import { About } from './about';
import { LimitsInForce } from './limits-in-force';
import { Registration } from './registration';
import { SETTINGS_TABS, type SettingsTab } from './routes';
import { SigningKeys } from './signing-keys';
import { Tokens } from './tokens';

const route = getRouteApi('/settings');
const PANELS: Readonly<Record<SettingsTab, ComponentType>> = {
  'signing-keys': SigningKeys,
  tokens: Tokens,
  registration: Registration,
  limits: LimitsInForce,
  about: About,
};

/** What concerns the server as a whole; for administrators only. */
export function SettingsPage() {
  const { t } = useTranslation('settings');
  const { isAdmin } = useMe();
  const { tab = 'signing-keys' } = route.useSearch();
  const navigate = route.useNavigate();
  if (!isAdmin) {
    return (
      <>
        <PageHeader title={t('title')} />
        <EmptyState py="xl" title={t('forAdmins')} description={t('forAdminsText')} />
      </>
    );
  }
  return (
    <>
      <PageHeader title={t('title')} description={t('text')} />
      <Tabs
        value={tab}
        onChange={(value) =>
          void navigate({ search: { tab: value as SettingsTab }, replace: true })
        }
        keepMounted={false}
      >
        <Tabs.List mb="md">
          {SETTINGS_TABS.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`tabs.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {SETTINGS_TABS.map((name) => {
          const Panel = PANELS[name];
          return (
            <Tabs.Panel key={name} value={name}>
              <Panel />
            </Tabs.Panel>
          );
        })}
      </Tabs>
    </>
  );
}
