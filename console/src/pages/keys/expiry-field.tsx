import { Select, Stack, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

const CHOICES = ['30', '60', '90', '365', 'custom', 'never'] as const;
const DAY_MS = 86_400_000;

interface ExpiryFieldProps {
  readonly days: string;
  /** A date as a date input has it; counts for `custom`. */
  readonly until: string;
  readonly onDays: (days: string) => void;
  readonly onUntil: (until: string) => void;
  readonly error: string | undefined;
}

/** How long a key is to live. */
export function ExpiryField({ days, until, onDays, onUntil, error }: ExpiryFieldProps) {
  const { t } = useTranslation('keys');
  return (
    <Stack gap="xs">
      <Select
        label={t('expiry')}
        allowDeselect={false}
        data={CHOICES.map((choice) => ({ value: choice, label: t(`expiries.${choice}`) }))}
        value={days}
        onChange={(value) => onDays(value ?? '90')}
        error={error}
      />
      {days === 'custom' ? (
        <TextInput
          required
          type="date"
          label={t('until')}
          value={until}
          onChange={(event) => onUntil(event.currentTarget.value)}
        />
      ) : null}
    </Stack>
  );
}

/** RFC 3339; null: never. A date ends with its day, where the person is. */
export function expiryOf(days: string, until: string): string | null {
  if (days === 'never') return null;
  if (days === 'custom') return until === '' ? null : new Date(`${until}T23:59:59`).toISOString();
  return new Date(Date.now() + Number(days) * DAY_MS).toISOString();
}
