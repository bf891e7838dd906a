import { AggregatorRegistry, Histogram, Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { DurationHistogram } from './duration-histogram.js';

const BUCKETS = [0.001, 0.01, 0.1];
const SECONDS = [0, 0.0005, 0.001, 0.0011, 0.05, 0.1, 0.2, 7];

function theirs(values: readonly number[]) {
  const registry = new Registry();
  const histogram = new Histogram({
    name: 'calls_seconds',
    help: 'Calls.',
    labelNames: ['outcome'],
    buckets: BUCKETS,
    registers: [registry],
  });
  for (const seconds of values) histogram.observe({ outcome: 'allowed' }, seconds);
  histogram.observe({ outcome: 'refused' }, 1);
  return registry;
}

function ours(values: readonly number[]) {
  const registry = new Registry();
  const histogram = new DurationHistogram({
    name: 'calls_seconds',
    help: 'Calls.',
    label: 'outcome',
    bucketsSeconds: BUCKETS,
    registry,
  });
  for (const seconds of values) histogram.record('allowed', seconds);
  histogram.record('refused', 1);
  return registry;
}

describe('a duration histogram', () => {
  it('is read as one of prom-client with the same durations', async () => {
    expect(await ours(SECONDS).metrics()).toBe(await theirs(SECONDS).metrics());
  });

  it('says the same again when it is read again', async () => {
    const registry = ours(SECONDS);
    const first = await registry.metrics();
    expect(await registry.metrics()).toBe(first);
  });

  it('is added to that of another process as one of prom-client is', async () => {
    const sum = async (make: typeof ours) => {
      const [one, other] = [make(SECONDS), make([0.02])];
      const all = [await one.getMetricsAsJSON(), await other.getMetricsAsJSON()];
      return AggregatorRegistry.aggregate(all).metrics();
    };
    expect(await sum(ours)).toBe(await sum(theirs));
  });
});
