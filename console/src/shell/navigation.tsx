import { NavLink, Stack, Text } from '@mantine/core';
import {
  IconApi,
  IconApps,
  IconChartBar,
  IconFileSearch,
  IconHistory,
  IconHome,
  IconKey,
  IconLockAccess,
  IconSettings,
  IconStethoscope,
  IconUserCircle,
  IconUsers,
} from '@tabler/icons-react';
import { Link, useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMe } from '../api/me';

/** Every page that the navigation leads to; those for administrators are shown to nobody else. */
const ENTRIES = [
  { to: '/', area: 'home', icon: IconHome, adminOnly: false },
  { to: '/apis', area: 'apis', icon: IconApi, adminOnly: false },
  { to: '/apps', area: 'apps', icon: IconApps, adminOnly: false },
  { to: '/keys', area: 'keys', icon: IconKey, adminOnly: false },
  { to: '/clients', area: 'clients', icon: IconLockAccess, adminOnly: false },
  { to: '/users', area: 'users', icon: IconUsers, adminOnly: true },
  { to: '/logs', area: 'logs', icon: IconFileSearch, adminOnly: false },
  { to: '/explain', area: 'explain', icon: IconStethoscope, adminOnly: false },
  { to: '/usage', area: 'usage', icon: IconChartBar, adminOnly: false },
  { to: '/audit', area: 'audit', icon: IconHistory, adminOnly: true },
  { to: '/settings', area: 'settings', icon: IconSettings, adminOnly: true },
  { to: '/account', area: 'account', icon: IconUserCircle, adminOnly: false },
] as const;

export function Navigation({ onNavigate }: { readonly onNavigate: () => void }) {
  const { t } = useTranslation(['titles', 'common']);
  const { isAdmin } = useMe();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const here = placeOf(path);
  return (
    <Stack gap={2} component="nav" aria-label={t('common:navigation')}>
      {ENTRIES.filter(({ adminOnly }) => isAdmin || !adminOnly).map(({ to, area, icon: Icon }) => (
        <NavLink
          key={to}
          component={Link}
          to={to}
          // Which one it is we say ourselves: by the router, every page below /apps would be of Apps too.
          activeOptions={{ exact: true }}
          onClick={onNavigate}
          label={<Text size="sm">{t(area)}</Text>}
          leftSection={<Icon size={18} stroke={1.6} aria-hidden />}
          active={to === here}
          aria-current={to === here ? 'page' : undefined}
        />
      ))}
    </Stack>
  );
}

/** A credential's address begins with its app's; its list is where somebody came from. */
const CREDENTIALS = { keys: '/keys', 'access-keys': '/keys', clients: '/clients' } as const;

/** The entry that a page belongs to. */
function placeOf(path: string): string {
  const [, area = '', , part = ''] = path.split('/');
  const list = area === 'apps' ? CREDENTIALS[part as keyof typeof CREDENTIALS] : undefined;
  return (list as string | undefined) ?? `/${area}`;
}
