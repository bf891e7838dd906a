import { Text, Timeline } from '@mantine/core';
import { IconCheck, IconCircleDashed, IconMinus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { components } from '../api/schema';

const ICONS = {
  passed: IconCheck,
  failed: IconX,
  not_needed: IconMinus,
  not_reached: IconCircleDashed,
} as const;

const COLORS = { passed: 'green', failed: 'red', not_needed: 'gray', not_reached: 'gray' } as const;

/** Every check in the order in which they are made, with what it found. */
export function CheckList({
  checks,
}: {
  readonly checks: readonly components['schemas']['Check'][];
}) {
  const { t } = useTranslation('explain');
  // Up to there they have their color.
  const lastReached = checks.findLastIndex(({ result }) => result !== 'not_reached');
  return (
    <Timeline bulletSize={24} lineWidth={2} active={lastReached}>
      {checks.map(({ check, result, text }) => {
        const Icon = ICONS[result];
        return (
          <Timeline.Item
            key={check}
            color={COLORS[result]}
            bullet={<Icon size={14} aria-hidden />}
            title={`${t(`checks.${check}`)}: ${t(`results.${result}`)}`}
          >
            {result === 'not_reached' ? null : (
              <Text size="sm" className="breakable">
                {text}
              </Text>
            )}
          </Timeline.Item>
        );
      })}
    </Timeline>
  );
}
