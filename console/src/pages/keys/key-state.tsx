import { Group } from '@mantine/core';
import { IconBan, IconCircleCheck, IconClockX, IconPlayerPause } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

export type KeyState = 'active' | 'disabled' | 'expired' | 'revoked';

interface Standing {
  readonly enabled: boolean;
  readonly revoked_at?: string | null;
  readonly expires_at?: string | null;
}

export function stateOf({ enabled, revoked_at, expires_at }: Standing): KeyState {
  if (revoked_at) return 'revoked';
  if (!enabled) return 'disabled';
  if (expires_at && Date.parse(expires_at) <= Date.now()) return 'expired';
  return 'active';
}

const LOOKS = {
  active: { icon: IconCircleCheck, color: 'green' },
  disabled: { icon: IconPlayerPause, color: 'gray' },
  expired: { icon: IconClockX, color: 'orange' },
  revoked: { icon: IconBan, color: 'red' },
} as const;

/** Told by a sign and a word; the colour only repeats it. */
export function KeyStateBadge({ state }: { readonly state: KeyState }) {
  const { t } = useTranslation('keys');
  const { icon: Icon, color } = LOOKS[state];
  return (
    <Group gap={6} wrap="nowrap">
      <Icon size={16} color={`var(--mantine-color-${color}-filled)`} aria-hidden />
      {t(`state.${state}`)}
    </Group>
  );
}
