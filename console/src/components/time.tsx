import { Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';

const UNITS = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const satisfies readonly (readonly [Intl.RelativeTimeFormatUnit, number])[];

/** A time as people say it, with the exact one behind it. @param at RFC 3339; null: never */
export function Time({ at }: { readonly at: string | null | undefined }) {
  const { t, i18n } = useTranslation();
  if (at === null || at === undefined) return <>{t('never')}</>;
  const date = new Date(at);
  const exact = date.toLocaleString(i18n.language, { dateStyle: 'medium', timeStyle: 'medium' });
  return (
    <Tooltip label={exact} events={{ hover: true, focus: true, touch: true }}>
      <time dateTime={at} tabIndex={0}>
        {relative(date, i18n.language)}
      </time>
    </Tooltip>
  );
}

function relative(date: Date, language: string): string {
  const seconds = (date.getTime() - Date.now()) / 1000;
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  for (const [unit, size] of UNITS) {
    if (Math.abs(seconds) >= size) return format.format(Math.round(seconds / size), unit);
  }
  return format.format(0, 'second');
}
