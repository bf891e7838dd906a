import 'uplot/dist/uPlot.min.css';
import { Group, Text, useComputedColorScheme, VisuallyHidden } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import UPlot from 'uplot';
import { CHART_HEIGHT, chartOptions } from './chart-options';
import type { Period } from './periods';

interface UsageChartProps {
  readonly periods: readonly Period[];
  /** The same in a table is shown, and not only read aloud. */
  readonly showsTable: boolean;
}

/** Calls over time, allowed and refused, for looking; a table of the same for reading. */
export function UsageChart({ periods, showsTable }: UsageChartProps) {
  const { t, i18n } = useTranslation('usage');
  const place = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme('light');
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const color = (name: string) => getComputedStyle(element).getPropertyValue(name).trim();
    const chart = new UPlot(
      chartOptions({ element, color, language: i18n.language }),
      [
        periods.map(({ at }) => at / 1000),
        periods.map(({ allowed }) => allowed),
        periods.map(({ refused }) => refused),
      ],
      element,
    );
    const observer = new ResizeObserver(() =>
      chart.setSize({ width: element.clientWidth, height: CHART_HEIGHT }),
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.destroy();
    };
  }, [periods, scheme, i18n.language]);
  const table = (
    <table>
      <caption>{t('overTime')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('period')}</th>
          <th scope="col">{t('allowed')}</th>
          <th scope="col">{t('refused')}</th>
        </tr>
      </thead>
      <tbody>
        {periods.map(({ at, allowed, refused }) => (
          <tr key={at}>
            <th scope="row">{new Date(at).toLocaleString(i18n.language)}</th>
            <td>{allowed}</td>
            <td>{refused}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
  return (
    <>
      <div ref={place} aria-hidden />
      <Legend periods={periods} />
      {showsTable ? table : <VisuallyHidden>{table}</VisuallyHidden>}
    </>
  );
}

/** What the two lines are, told by their strokes and not by their colours alone, and what they add up to. */
function Legend({ periods }: { readonly periods: readonly Period[] }) {
  const { t, i18n } = useTranslation('usage');
  const lines = [
    { name: 'allowed', color: 'green', dash: undefined },
    { name: 'refused', color: 'red', dash: '6 4' },
  ] as const;
  return (
    <Group gap="lg" mt="xs" justify="center">
      {lines.map(({ name, color, dash }) => (
        <Group key={name} gap="xs">
          <svg width="28" height="8" aria-hidden>
            <line
              x1="0"
              y1="4"
              x2="28"
              y2="4"
              stroke={`var(--mantine-color-${color}-filled)`}
              strokeWidth="2"
              strokeDasharray={dash}
            />
          </svg>
          <Text size="sm">
            {t(name)}:{' '}
            <strong>
              {periods.reduce((sum, period) => sum + period[name], 0).toLocaleString(i18n.language)}
            </strong>
          </Text>
        </Group>
      ))}
    </Group>
  );
}
