import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import Provider, { type DeviceCode, errors, type KoaContextWithOIDC } from 'oidc-provider';
import { Clock } from '../../../platform/clock.js';
import { sha256Hex } from '../../../kernel/secret.js';
import { LIFETIME } from './oauth-settings.js';

/** What a device is told to wait between two questions, and what each `slow_down` adds (RFC 8628 §3.5). */
const INTERVAL_SECONDS = 5;
/** Networks deliver unevenly; a device that keeps to the interval must never be slowed down. */
const TOLERANCE_MS = 500;
const MOST_DEVICES = 10_000;

interface Polling {
  readonly askedAt: number;
  readonly intervalSeconds: number;
}

/**
 * Slows devices down that ask for their tokens too often. It spares the server work and protects
 * nothing, so each process counts by itself.
 */
@Injectable()
export class DevicePolling {
  private readonly pollings = new LRUCache<string, Polling>({
    max: MOST_DEVICES,
    ttl: LIFETIME.deviceCode * 1000,
  });

  constructor(private readonly clock: Clock) {}

  install(provider: Provider): void {
    provider.on(
      'device_authorization.success',
      (_ctx: KoaContextWithOIDC, body: Record<string, unknown>) => {
        body['interval'] = INTERVAL_SECONDS;
      },
    );
    const model = provider.DeviceCode as unknown as DeviceCodeModel;
    const find = model.find;
    model.find = async (value, options) => {
      const code = await find.call(model, value, options);
      const ctx = Provider.ctx;
      if (code !== undefined && ctx?.oidc.route === 'token') this.poll(ctx, value, code);
      return code;
    };
  }

  /** Only the device's own client is slowed down: another one must not be able to do that to it. */
  private poll({ oidc: { client } }: KoaContextWithOIDC, value: string, code: DeviceCode): void {
    const isPending = code['accountId'] === undefined && code['error'] === undefined;
    if (!isPending || code.isExpired || code.clientId !== client?.clientId) return;
    const key = sha256Hex(value);
    const now = this.clock.now();
    const last = this.pollings.get(key);
    const interval = last?.intervalSeconds ?? INTERVAL_SECONDS;
    const isEarly = last !== undefined && now - last.askedAt < interval * 1000 - TOLERANCE_MS;
    const intervalSeconds = isEarly ? interval + INTERVAL_SECONDS : interval;
    this.pollings.set(key, { askedAt: now, intervalSeconds });
    if (isEarly) throw new errors.SlowDown();
  }
}

interface DeviceCodeModel {
  find: (value: string, options?: object) => Promise<DeviceCode | undefined>;
}
