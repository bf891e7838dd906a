import { Fieldset, NumberInput, SimpleGrid } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FieldsProps, UpstreamOptions } from './api-draft';

const FIELDS = [
  'connect_timeout_seconds',
  'first_byte_timeout_seconds',
  'idle_timeout_seconds',
  'max_concurrent_requests',
] as const satisfies readonly (keyof UpstreamOptions)[];

interface UpstreamOptionsFieldsProps {
  readonly value: UpstreamOptions;
  readonly errors: FieldsProps['errors'];
  readonly onChange: (value: UpstreamOptions) => void;
}

/** How long the gateway waits for the upstream, and how much it asks of it at a time. */
export function UpstreamOptionsFields({ value, errors, onChange }: UpstreamOptionsFieldsProps) {
  const { t } = useTranslation('apis');
  return (
    <Fieldset legend={t('upstreamOptions')}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {FIELDS.map((member) => (
          <NumberInput
            key={member}
            label={t(`upstreamOption.${member}`)}
            min={1}
            allowDecimal={false}
            value={value[member] ?? ''}
            error={errors[`upstream_options.${member}`]}
            onChange={(number) => onChange({ ...value, [member]: Number(number) })}
          />
        ))}
      </SimpleGrid>
    </Fieldset>
  );
}
