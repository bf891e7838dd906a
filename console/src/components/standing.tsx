import { Group } from '@mantine/core';
import { IconCircleCheck, IconPlayerPause } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** Whether something that can be switched off works, told by a sign and a word; the colour only repeats it. */
export function Standing({ enabled }: { readonly enabled: boolean }) {
  const { t } = useTranslation();
  const Icon = enabled ? IconCircleCheck : IconPlayerPause;
  return (
    <Group gap={6} wrap="nowrap">
      <Icon
        size={16}
        color={`var(--mantine-color-${enabled ? 'green' : 'gray'}-filled)`}
        aria-hidden
      />
      {enabled ? t('active') : t('disabled')}
    </Group>
  );
}
