import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { components } from '../../api/schema';
import { Time } from '../../components/time';

/** When, and from where, a credential was last used. */
export function LastUsed({ use }: { readonly use: components['schemas']['LastUse'] | null }) {
  const { t } = useTranslation();
  if (use === null) return <>{t('never')}</>;
  return (
    <>
      <Time at={use.at} />
      <Text size="xs" c="dimmed" className="breakable" lineClamp={2}>
        {[use.ip, use.user_agent].filter((part) => part !== null).join(' · ')}
      </Text>
    </>
  );
}
