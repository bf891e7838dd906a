import { Button, Group } from '@mantine/core';
import { useDisclosure, useId } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface FilterBarProps {
  /** How many of them narrow the list now. */
  readonly active: number;
  readonly children: ReactNode;
}

/** The filters of a list. On a phone they are folded, so that the list is what one sees first. */
export function FilterBar({ active, children }: FilterBarProps) {
  const { t } = useTranslation();
  const [isOpen, { toggle }] = useDisclosure();
  const id = useId();
  return (
    <search aria-label={t('filter')}>
      <Button
        hiddenFrom="sm"
        variant="default"
        mb="md"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={toggle}
      >
        {active === 0 ? t('filter') : t('filterOf', { count: active })}
      </Button>
      <Group id={id} mb="md" align="flex-end" className="filters" data-open={isOpen || undefined}>
        {children}
      </Group>
    </search>
  );
}
