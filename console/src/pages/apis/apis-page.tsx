import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/me';
import { PageHeader } from '../../components/page-header';
import { Catalogue } from './catalogue';
import { ProtectedApis } from './protected-apis';

/** The APIs behind the door: to run them for administrators, to call them for everybody else. */
export function ApisPage() {
  const { t } = useTranslation('apis');
  const { isAdmin } = useMe();
  return (
    <>
      <PageHeader
        title={t('title')}
        description={isAdmin ? t('aboutAll') : t('aboutCatalogue')}
        actions={
          isAdmin ? (
            <Button component={Link} to="/apis/new">
              {t('createApi')}
            </Button>
          ) : null
        }
      />
      {isAdmin ? <ProtectedApis /> : <Catalogue />}
    </>
  );
}
