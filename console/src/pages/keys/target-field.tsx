import { Select } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type CallableApi, callableApisQuery } from '../../api/callable-apis';
import { useMe } from '../../api/me';
import { settings } from '../../settings';

/** Every credential may ask here who it is, whatever it may do elsewhere. */
export const WHO_AM_I = `${settings.publicUrl}/credential`;

interface TargetFieldProps {
  readonly kind: CallableApi['accept'][number];
  readonly value: string;
  readonly onChange: (url: string) => void;
}

/** Where a new credential is tried: who am I, or an API that takes its kind. */
export function TargetField({ kind, value, onChange }: TargetFieldProps) {
  const { t } = useTranslation('keys');
  const { isAdmin } = useMe();
  const { data: apis } = useSuspenseQuery(callableApisQuery(isAdmin));
  const labels = new Map([[WHO_AM_I, t('whoAmI')]]);
  for (const { name, url, accept } of apis) {
    // Several APIs may begin at one URL, by their hosts or versions: the first one stands for it.
    if (accept.includes(kind) && !labels.has(url)) labels.set(url, `${name} (${url})`);
  }
  return (
    <Select
      label={t('tryAt')}
      allowDeselect={false}
      data={[...labels].map(([url, label]) => ({ value: url, label }))}
      value={value}
      onChange={(url) => onChange(url ?? WHO_AM_I)}
    />
  );
}
