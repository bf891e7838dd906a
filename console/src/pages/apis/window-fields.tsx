import { Group, NumberInput, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Quota } from './api-data';
import { useWindowText } from './window-text';

const WINDOWS = [1, 60, 3600, 86_400];

interface WindowFieldsProps {
  readonly value: Quota;
  readonly onChange: (value: Quota) => void;
  readonly error?: string | undefined;
}

/** So many calls in such a time. */
export function WindowFields({ value, onChange, error }: WindowFieldsProps) {
  const { t } = useTranslation('apis');
  const windowText = useWindowText();
  const windows = [...new Set([...WINDOWS, value.window_seconds])];
  return (
    <Group gap="xs" align="flex-start">
      <NumberInput
        label={t('calls')}
        w={140}
        min={1}
        allowDecimal={false}
        value={value.limit}
        error={error}
        onChange={(limit) => onChange({ ...value, limit: Number(limit) })}
      />
      <Select
        label={t('per')}
        w={160}
        allowDeselect={false}
        data={windows.map((seconds) => ({ value: String(seconds), label: windowText(seconds) }))}
        value={String(value.window_seconds)}
        onChange={(seconds) => onChange({ ...value, window_seconds: Number(seconds) })}
      />
    </Group>
  );
}
