import { Button, Tabs } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/me';
import { PageHeader } from '../../components/page-header';
import { AuthorizedApps } from './authorized-apps';
import { PasswordForm } from './password-form';
import { ProfileForm } from './profile-form';
import { ACCOUNT_TABS, type AccountTab } from './routes';
import { Sessions } from './sessions';

const route = getRouteApi('/account');

/** What somebody may see and change of themselves. */
export function AccountPage() {
  const { t } = useTranslation('account');
  const { username } = useMe();
  const { tab = 'profile' } = route.useSearch();
  const navigate = route.useNavigate();
  const show = (value: string | null) =>
    void navigate({ search: value === 'profile' ? {} : { tab: value as AccountTab } });
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('text', { username })}
        actions={
          <Button component={Link} to="/keys" variant="default">
            {t('myKeys')}
          </Button>
        }
      />
      <Tabs value={tab} onChange={show} keepMounted={false}>
        <Tabs.List mb="md">
          {ACCOUNT_TABS.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {t(`tabs.${each}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="profile">
          <ProfileForm />
        </Tabs.Panel>
        <Tabs.Panel value="password">
          <PasswordForm />
        </Tabs.Panel>
        <Tabs.Panel value="sessions">
          <Sessions />
        </Tabs.Panel>
        <Tabs.Panel value="authorized-apps">
          <AuthorizedApps />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
