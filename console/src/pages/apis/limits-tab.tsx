import { Fieldset, Group, NumberInput, Select, Stack, Switch } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldErrors } from '../../api/problem';
import { type ProtectedApi, type Quota, useSaveApi } from './api-data';
import { SaveBar } from './save-bar';
import { WindowsEditor } from './windows-editor';

type PeriodQuota = ProtectedApi['quota'];

/** How often the API may be called: by each credential, and by all together. */
export function LimitsTab({ api }: { readonly api: ProtectedApi }) {
  const { t } = useTranslation('apis');
  const save = useSaveApi(api.id);
  const [each, setEach] = useState<readonly Quota[]>(api.rate_limits);
  const [total, setTotal] = useState<readonly Quota[]>(api.total_rate_limits);
  const [quota, setQuota] = useState<PeriodQuota>(api.quota);
  const errors = fieldErrors(save.error);
  const body = { rate_limits: [...each], total_rate_limits: [...total], quota };
  return (
    <Stack maw={720}>
      <WindowsEditor
        legend={t('eachLimit')}
        description={t('eachLimitHint')}
        windows={each}
        onChange={setEach}
        errors={errors}
        member="rate_limits"
      />
      <WindowsEditor
        legend={t('totalLimit')}
        description={t('totalLimitHint')}
        windows={total}
        onChange={setTotal}
        errors={errors}
        member="total_rate_limits"
      />
      <Fieldset legend={t('quotas')}>
        <PeriodQuotaField value={quota} onChange={setQuota} error={errors['quota.limit']} />
      </Fieldset>
      <SaveBar apiId={api.id} body={body} save={save} />
    </Stack>
  );
}

interface PeriodQuotaFieldProps {
  readonly value: PeriodQuota;
  readonly onChange: (value: PeriodQuota) => void;
  readonly error: string | undefined;
}

function PeriodQuotaField({ value, onChange, error }: PeriodQuotaFieldProps) {
  const { t } = useTranslation('apis');
  return (
    <Stack gap="xs">
      <Switch
        label={t('periodQuota')}
        description={t('periodQuotaHint')}
        checked={value !== null}
        onChange={(event) =>
          onChange(event.currentTarget.checked ? { limit: 100_000, period: 'month' } : null)
        }
      />
      {value === null ? null : (
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
            data={[
              { value: 'day', label: t('periods.day') },
              { value: 'month', label: t('periods.month') },
            ]}
            value={value.period}
            onChange={(period) =>
              onChange({ ...value, period: period === 'day' ? 'day' : 'month' })
            }
          />
        </Group>
      )}
    </Stack>
  );
}
