import { Group } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Decision } from './decisions';

const LOOKS = {
  allowed: { icon: IconCircleCheck, color: 'green' },
  refused: { icon: IconCircleX, color: 'red' },
  failed: { icon: IconAlertTriangle, color: 'orange' },
} as const;

/** How a call ended, by a sign and a word. */
export function Outcome({ outcome }: { readonly outcome: Decision['outcome'] }) {
  const { t } = useTranslation('logs');
  const { icon: Icon, color } = LOOKS[outcome];
  return (
    <Group gap={6} wrap="nowrap">
      <Icon size={16} color={`var(--mantine-color-${color}-filled)`} aria-hidden />
      {t(`outcome.${outcome}`)}
    </Group>
  );
}
