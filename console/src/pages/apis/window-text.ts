import { useTranslation } from 'react-i18next';
import type { Quota } from './api-data';

const NAMED = { 1: 'second', 60: 'minute', 3600: 'hour', 86_400: 'day' } as const;

/** The length of a window, in words. */
export function useWindowText() {
  const { t } = useTranslation('apis');
  return (seconds: number): string => {
    const name = NAMED[seconds as keyof typeof NAMED] as 'second' | undefined;
    return name === undefined ? t('windows.other', { seconds }) : t(`windows.${name}`);
  };
}

/** "100 calls per minute" */
export function useQuotaText() {
  const { t } = useTranslation('apis');
  const windowText = useWindowText();
  return ({ limit, window_seconds }: Quota): string =>
    t('callsPer', { limit, window: windowText(window_seconds) });
}
