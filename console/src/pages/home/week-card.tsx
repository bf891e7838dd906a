import { Anchor, Group, Paper, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { UsageWeek } from '../../components/usage-week';

/** The calls of one's own apps within a week. */
export function WeekCard() {
  const { t } = useTranslation('home');
  return (
    <Paper withBorder p="md">
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h4">
          {t('week')}
        </Title>
        <Anchor component={Link} to="/usage" search={{ range: '7d' } as never} size="sm">
          {t('allUsage')}
        </Anchor>
      </Group>
      <UsageWeek />
    </Paper>
  );
}
