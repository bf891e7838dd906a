import type UPlot from 'uplot';

/** In CSS pixels. */
export const CHART_HEIGHT = 260;
const DAY_SECONDS = 86_400;
const DASH = [6, 4];
const SIDE = 24;

interface ChartSettings {
  readonly element: HTMLElement;
  /** The value of a CSS variable there. */
  readonly color: (name: string) => string;
  readonly language: string;
}

/** Time, allowed calls and refused calls; dates and numbers as the language writes them. */
export function chartOptions({ element, color, language }: ChartSettings): UPlot.Options {
  const axis = {
    stroke: color('--mantine-color-text'),
    grid: { stroke: color('--mantine-color-default-border'), width: 1 },
  };
  const allowed = color('--mantine-color-green-filled');
  return {
    width: element.clientWidth,
    height: CHART_HEIGHT,
    // The last date is as wide to the right of its line.
    padding: [null, SIDE, null, null],
    legend: { show: false },
    cursor: { drag: { x: false, y: false } },
    scales: { y: { range: (_chart, _min, max) => [0, Math.max(1, max)] } },
    axes: [
      { ...axis, values: (_chart, splits, _axis, _space, step) => datesOf(splits, step, language) },
      { ...axis, values: (_chart, splits) => splits.map((count) => countOf(count, language)) },
    ],
    series: [
      {},
      { stroke: allowed, fill: `${allowed}33`, width: 2 },
      { stroke: color('--mantine-color-red-filled'), dash: DASH, width: 2 },
    ],
  };
}

/** Hours, and the day where one begins. */
function datesOf(seconds: readonly number[], step: number, language: string): string[] {
  const hour = new Intl.DateTimeFormat(language, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const day = new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric' });
  return seconds.map((at, index) => {
    const date = new Date(at * 1000);
    if (step >= DAY_SECONDS) return day.format(date);
    const begins = index === 0 || date.getHours() === 0;
    return begins ? `${hour.format(date)}\n${day.format(date)}` : hour.format(date);
  });
}

/** There is no half a call. */
function countOf(count: number, language: string): string {
  return Number.isInteger(count) ? count.toLocaleString(language) : '';
}
