import { Progress, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ObjectLink } from '../../components/object-link';

interface TopBarsProps {
  readonly label: string;
  readonly rows: readonly { readonly name: string | null; readonly count: number }[];
}

/** What was counted most, as bars with their numbers. */
export function TopBars({ label, rows }: TopBarsProps) {
  const { t, i18n } = useTranslation('usage');
  const most = Math.max(1, ...rows.map(({ count }) => count));
  if (rows.length === 0) return <Text c="dimmed">{t('nothing')}</Text>;
  return (
    <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: 'none' }} aria-label={label}>
      {rows.map(({ name, count }) => (
        <li key={name}>
          <Text size="sm" component="div">
            {name === null ? t('nobody') : <ObjectLink id={name} />}:{' '}
            <strong>{count.toLocaleString(i18n.language)}</strong>
          </Text>
          <Progress value={(count / most) * 100} aria-hidden />
        </li>
      ))}
    </Stack>
  );
}
