import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Registry } from 'prom-client';
import { metricsOfAllWorkers, shareMetrics, workerNumber } from '../workers/index.js';
import type { PrincipalKind } from '../../kernel/principal.js';
import { DecisionCounter } from './decision-counter.js';
import { DurationHistogram } from './duration-histogram.js';

export type DecisionOutcome = 'allowed' | 'refused' | 'failed';

const DECISION_BUCKETS_SECONDS = [
  0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.25, 1,
];
const UPSTREAM_BUCKETS_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** The numbers that `GET /metrics` shows. Labels take values from closed lists only, never ids. */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();

  private readonly decisions = new DecisionCounter(this.registry);
  private readonly decisionDuration = new DurationHistogram({
    name: 'ostiary_auth_decision_duration_seconds',
    help: 'Time from the request to the decision.',
    label: 'outcome',
    bucketsSeconds: DECISION_BUCKETS_SECONDS,
    registry: this.registry,
  });
  private readonly tokensIssued = new Counter({
    name: 'ostiary_tokens_issued_total',
    help: 'Tokens issued by grant type; "login" for the login endpoint.',
    labelNames: ['grant'] as const,
    registers: [this.registry],
  });
  private readonly rateLimitRejections = new Counter({
    name: 'ostiary_ratelimit_rejections_total',
    help: 'Calls refused with 429, by code.',
    labelNames: ['code'] as const,
    registers: [this.registry],
  });
  private readonly localLimits = new Counter({
    name: 'ostiary_limits_counted_locally_total',
    help: 'Calls that were counted by this instance alone because Redis did not answer.',
    registers: [this.registry],
  });
  private readonly lostLimits = new Counter({
    name: 'ostiary_limits_lost_total',
    help: 'How often Redis was found to have lost what was counted.',
    registers: [this.registry],
  });
  private readonly upstreamDuration = new DurationHistogram({
    name: 'ostiary_upstream_request_duration_seconds',
    help: 'Time from forwarding a request to the first byte of its response, by status class.',
    label: 'status',
    bucketsSeconds: UPSTREAM_BUCKETS_SECONDS,
    registry: this.registry,
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
    shareMetrics(this.registry);
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  /**
   * All of them in Prometheus text format: of all worker processes together, where there are several.
   *
   * @throws AppError `unavailable` when one of them does not answer
   */
  exposition(): Promise<string> {
    return workerNumber() === null ? this.registry.metrics() : metricsOfAllWorkers();
  }

  /** @param kind `none` when no credential could be told apart. */
  recordDecision(
    kind: PrincipalKind | 'none',
    outcome: DecisionOutcome,
    code: string,
    seconds: number,
  ): void {
    this.decisions.add(kind, outcome, code);
    this.decisionDuration.record(outcome, seconds);
  }

  recordTokenIssued(grant: string): void {
    this.tokensIssued.inc({ grant });
  }

  recordRateLimitRejection(code: string): void {
    this.rateLimitRejections.inc({ code });
  }

  recordLocalLimit(): void {
    this.localLimits.inc();
  }

  recordLostLimits(): void {
    this.lostLimits.inc();
  }

  /** @param status the upstream's status, or null when it gave none. */
  recordUpstream(status: number | null, seconds: number): void {
    this.upstreamDuration.record(classOf(status), seconds);
  }
}

const STATUS_CLASSES = ['0xx', '1xx', '2xx', '3xx', '4xx', '5xx'];

function classOf(status: number | null): string {
  if (status === null) return 'none';
  const hundreds = Math.floor(status / 100);
  return STATUS_CLASSES[hundreds] ?? `${hundreds}xx`;
}
