import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { Global, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { loadConfig } from '../config/index.js';
import { Database } from '../database/index.js';
import { createFastifyAdapter, HttpModule } from '../http/index.js';
import { createLogger, Metrics, ObservabilityModule, Readiness } from './index.js';

const ping = vi.fn(() => Promise.resolve());

@Global()
@Module({ providers: [{ provide: Database, useValue: { ping } }], exports: [Database] })
class SampleDatabaseModule {}

@Module({ imports: [SampleDatabaseModule, HttpModule, ObservabilityModule] })
class SampleModule {}

let app: NestFastifyApplication;

async function start(): Promise<Readiness> {
  const adapter = createFastifyAdapter(loadConfig({}), createLogger({ logLevel: 'silent' }));
  app = await NestFactory.create<NestFastifyApplication>(SampleModule, adapter, { logger: false });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  return app.get(Readiness);
}

afterEach(async () => {
  ping.mockReset().mockResolvedValue(undefined);
  vi.useRealTimers();
  await app.close();
});

describe('GET /livez', () => {
  it('answers whatever the checks say', async () => {
    ping.mockRejectedValueOnce(new Error('gone'));
    await start();

    expect((await app.inject('/livez')).json()).toEqual({ status: 'ok' });
  });
});

describe('GET /readyz', () => {
  it('answers 200 and names the checks when all are well', async () => {
    const readiness = await start();
    readiness.add({ name: 'signing_key', check: () => undefined });
    const response = await app.inject('/readyz');

    expect(response.statusCode).toBe(200);
    expect(response.json()).toEqual({ status: 'ok', checks: ['database', 'signing_key'] });
  });

  it('leaves out Redis for those who ask for it, and nothing else', async () => {
    const readiness = await start();
    readiness.add({ name: 'redis', check: () => Promise.reject(new Error('gone')) });

    expect((await app.inject('/readyz')).json()).toMatchObject({ failed: ['redis'] });
    const response = await app.inject('/readyz?exclude=redis');
    expect(response.json()).toEqual({ status: 'ok', checks: ['database'] });
    expect((await app.inject('/readyz?exclude=database')).statusCode).toBe(400);
  });

  it('answers 503 and names the failed checks, but not why', async () => {
    const readiness = await start();
    ping.mockRejectedValueOnce(new Error('canary'));
    readiness.add({
      name: 'signing_key',
      check: () => {
        throw new Error('canary');
      },
    });
    readiness.add({ name: 'migrations', check: () => undefined });
    const response = await app.inject('/readyz');

    expect(response.statusCode).toBe(503);
    expect(response.json()).toMatchObject({
      code: 'unavailable',
      failed: ['database', 'signing_key'],
    });
    expect(response.headers['retry-after']).toBeDefined();
    expect(response.body).not.toContain('canary');
  });

  it('takes a check that hangs for one that failed', async () => {
    const readiness = await start();
    ping.mockReturnValueOnce(new Promise(() => undefined));
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const failures = readiness.failures();
    await vi.advanceTimersByTimeAsync(2_000);

    expect((await failures).map((failure) => failure.name)).toEqual(['database']);
  });

  it('fails from the beginning of a shutdown', async () => {
    const readiness = await start();
    readiness.onModuleDestroy();

    expect((await app.inject('/readyz')).json()).toMatchObject({ failed: ['shutdown'] });
  });
});

describe('GET /metrics', () => {
  it('shows counters by closed labels, in the text format', async () => {
    await start();
    const metrics = app.get(Metrics);
    metrics.recordDecision('api_key', 'refused', 'api_key_unknown', 0.0004);
    metrics.recordTokenIssued('client_credentials');
    metrics.recordRateLimitRejection('quota_exceeded');
    metrics.recordUpstream(204, 0.1);
    metrics.recordUpstream(null, 0.1);
    const response = await app.inject('/metrics');

    expect(response.headers['content-type']).toContain('text/plain');
    for (const line of [
      'ostiary_auth_decisions_total{kind="api_key",outcome="refused",code="api_key_unknown"} 1',
      'ostiary_auth_decision_duration_seconds_count{outcome="refused"} 1',
      'ostiary_tokens_issued_total{grant="client_credentials"} 1',
      'ostiary_ratelimit_rejections_total{code="quota_exceeded"} 1',
      'ostiary_upstream_request_duration_seconds_count{status="2xx"} 1',
      'ostiary_upstream_request_duration_seconds_count{status="none"} 1',
      'process_cpu_seconds_total',
    ]) {
      expect(response.body).toContain(line);
    }
  });

  it('counts on from what was read before', async () => {
    await start();
    const metrics = app.get(Metrics);
    for (const total of [1, 2]) {
      metrics.recordDecision('api_key', 'allowed', 'none', 0.0001);
      const { body } = await app.inject('/metrics');
      expect(body).toContain(
        `ostiary_auth_decisions_total{kind="api_key",outcome="allowed",code="none"} ${total}`,
      );
    }
  });
});
