import { Stack, Switch } from '@mantine/core';
import type { Quota } from './api-data';
import { WindowFields } from './window-fields';

const FIRST: Quota = { limit: 100, window_seconds: 60 };

interface QuotaFieldProps {
  readonly label: string;
  readonly description: string;
  readonly value: Quota | null;
  readonly onChange: (value: Quota | null) => void;
  readonly error?: string | undefined;
}

/** A limit that there may be, or not. */
export function QuotaField({ label, description, value, onChange, error }: QuotaFieldProps) {
  return (
    <Stack gap="xs">
      <Switch
        label={label}
        description={description}
        checked={value !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? FIRST : null)}
      />
      {value === null ? null : <WindowFields value={value} onChange={onChange} error={error} />}
    </Stack>
  );
}
