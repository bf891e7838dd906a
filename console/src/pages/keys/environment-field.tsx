import { SegmentedControl, Stack, Text } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';

type Environment = 'live' | 'test';

interface EnvironmentFieldProps {
  readonly value: Environment;
  readonly onChange: (environment: Environment) => void;
}

export function EnvironmentField({ value, onChange }: EnvironmentFieldProps) {
  const { t } = useTranslation('keys');
  const label = useId();
  return (
    <Stack gap={4}>
      <Text size="sm" fw={500} id={label}>
        {t('environment')}
      </Text>
      <SegmentedControl
        aria-labelledby={label}
        data={[
          { value: 'live', label: t('live') },
          { value: 'test', label: t('test') },
        ]}
        value={value}
        onChange={(chosen) => onChange(chosen)}
      />
    </Stack>
  );
}
