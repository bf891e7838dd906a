import { Button, Fieldset, Group, NumberInput, Select, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { components } from '../api/schema';

type Quota = components['schemas']['Quota'];
type PeriodQuota = components['schemas']['PeriodQuota'];

/** What the server takes as `rate_limits` and `quota`. */
export interface LimitValues {
  readonly rate_limits: Quota[];
  readonly quota: PeriodQuota | null;
}

const MOST_WINDOWS = 5;
const SUGGESTED: readonly Quota[] = [
  { limit: 100, window_seconds: 60 },
  { limit: 10, window_seconds: 1 },
  { limit: 1000, window_seconds: 3600 },
  { limit: 10_000, window_seconds: 86_400 },
  { limit: 500, window_seconds: 600 },
];

interface LimitFieldsProps {
  readonly value: LimitValues;
  readonly onChange: (value: LimitValues) => void;
  /** What the server finds wrong, by member of the request. */
  readonly wrong: Readonly<Record<string, string>>;
}

/** How often something may call: several windows that hold at once, and a quota of the calendar. */
export function LimitFields({ value, onChange, wrong }: LimitFieldsProps) {
  const { t } = useTranslation();
  const { rate_limits: windows } = value;
  const isFree = (one: Quota) =>
    !windows.some(({ window_seconds: seconds }) => seconds === one.window_seconds);
  const setWindow = (index: number, changed: Quota) =>
    onChange({ ...value, rate_limits: windows.map((one, i) => (i === index ? changed : one)) });
  const next = SUGGESTED.find(isFree);
  return (
    <Fieldset legend={t('limits')}>
      <Stack gap="sm" align="flex-start">
        {windows.map((window, index) => (
          <Group key={index} gap="xs" align="flex-end">
            <NumberInput
              label={t('callsAtMost')}
              w={130}
              min={1}
              allowDecimal={false}
              value={window.limit}
              error={wrong[`rate_limits.${index}.limit`]}
              onChange={(limit) => setWindow(index, { ...window, limit: Number(limit) })}
            />
            <NumberInput
              label={t('inSeconds')}
              w={130}
              min={1}
              allowDecimal={false}
              value={window.window_seconds}
              error={wrong[`rate_limits.${index}.window_seconds`]}
              onChange={(seconds) =>
                setWindow(index, { ...window, window_seconds: Number(seconds) })
              }
            />
            <Button
              variant="default"
              aria-label={t('removeLimit', { number: index + 1 })}
              onClick={() =>
                onChange({ ...value, rate_limits: windows.filter((_, i) => i !== index) })
              }
            >
              {t('remove')}
            </Button>
          </Group>
        ))}
        {wrong['rate_limits'] === undefined ? null : (
          <Text size="sm" c="red">
            {wrong['rate_limits']}
          </Text>
        )}
        <Button
          variant="default"
          size="xs"
          disabled={windows.length >= MOST_WINDOWS || next === undefined}
          onClick={() =>
            next === undefined ? undefined : onChange({ ...value, rate_limits: [...windows, next] })
          }
        >
          {t('addLimit')}
        </Button>
        <QuotaField
          value={value.quota}
          onChange={(quota) => onChange({ ...value, quota })}
          error={wrong['quota.limit']}
        />
      </Stack>
    </Fieldset>
  );
}

interface QuotaFieldProps {
  readonly value: PeriodQuota | null;
  readonly onChange: (value: PeriodQuota | null) => void;
  readonly error: string | undefined;
}

function QuotaField({ value, onChange, error }: QuotaFieldProps) {
  const { t } = useTranslation();
  return (
    <Group gap="xs" align="flex-end">
      <Select
        label={t('calendarQuota')}
        w={180}
        allowDeselect={false}
        data={[
          { value: 'none', label: t('noQuota') },
          { value: 'day', label: t('perDay') },
          { value: 'month', label: t('perMonth') },
        ]}
        value={value?.period ?? 'none'}
        onChange={(period) =>
          onChange(
            period === 'day' || period === 'month'
              ? { limit: value?.limit ?? 100_000, period }
              : null,
          )
        }
      />
      {value === null ? null : (
        <NumberInput
          label={t('callsAtMost')}
          w={150}
          min={1}
          allowDecimal={false}
          value={value.limit}
          error={error}
          onChange={(limit) => onChange({ ...value, limit: Number(limit) })}
        />
      )}
    </Group>
  );
}
