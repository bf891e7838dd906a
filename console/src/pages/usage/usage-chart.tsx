import 'uplot/dist/uPlot.min.css';
import { VisuallyHidden } from '@mantine/core';
import { useComputedColorScheme } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import UPlot from 'uplot';
import type { Period } from './periods';

const HEIGHT = 260;

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
    const ink = color('--mantine-color-text');
    const axis = {
      stroke: ink,
      grid: { stroke: color('--mantine-color-default-border'), width: 1 },
    };
    const chart = new UPlot(
      {
        width: element.clientWidth,
        height: HEIGHT,
        legend: { show: false },
        cursor: { drag: { x: false, y: false } },
        scales: { y: { range: (_chart, _min, max) => [0, Math.max(1, max)] } },
        axes: [axis, axis],
        series: [
          {},
          {
            label: t('allowed'),
            stroke: color('--mantine-color-green-filled'),
            fill: `${color('--mantine-color-green-filled')}33`,
            width: 2,
          },
          {
            label: t('refused'),
            stroke: color('--mantine-color-red-filled'),
            dash: [6, 4],
            width: 2,
          },
        ],
      },
      [
        periods.map(({ at }) => at / 1000),
        periods.map(({ allowed }) => allowed),
        periods.map(({ refused }) => refused),
      ],
      element,
    );
    const observer = new ResizeObserver(() =>
      chart.setSize({ width: element.clientWidth, height: HEIGHT }),
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.destroy();
    };
  }, [periods, scheme, t]);
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
      {showsTable ? table : <VisuallyHidden>{table}</VisuallyHidden>}
    </>
  );
}
