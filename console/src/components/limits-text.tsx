import { useTranslation } from 'react-i18next';
import type { LimitValues } from './limit-fields';

/** Limits in words. */
export function LimitsText({ rate_limits: windows, quota }: LimitValues) {
  const { t } = useTranslation();
  const parts = windows.map(({ limit, window_seconds: seconds }) =>
    t('limitOf', { count: limit, seconds }),
  );
  if (quota !== null) {
    parts.push(t(quota.period === 'day' ? 'limitADay' : 'limitAMonth', { count: quota.limit }));
  }
  return <>{parts.length === 0 ? t('noLimit') : parts.join('; ')}</>;
}
