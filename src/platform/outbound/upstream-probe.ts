import { Injectable } from '@nestjs/common';
import { Agent, request } from 'undici';
import { probeFailure, type NamedFailure } from './probe-failure.js';
import { upstreamLookup } from './upstream-address.js';

const TIMEOUT_MS = 5_000;
/** As much as the gateway takes. */
const MAX_HEAD_BYTES = 16_384;

export type ProbeResult =
  | { readonly reachable: true; readonly status: number; readonly durationMs: number }
  | ({ readonly reachable: false; readonly durationMs: number } & NamedFailure);

/**
 * Asks an upstream for one page, as the gateway would: the same rules for its addresses and its certificate.
 * Nothing but the head of the answer is read, and a redirect is not followed.
 */
@Injectable()
export class UpstreamProbe {
  /** It takes five seconds at most. */
  async ask(url: URL): Promise<ProbeResult> {
    const begun = performance.now();
    const duration = (): number => Math.round(performance.now() - begun);
    try {
      const status = await statusOf(url);
      return { reachable: true, status, durationMs: duration() };
    } catch (error) {
      return { reachable: false, ...probeFailure(error), durationMs: duration() };
    }
  }
}

async function statusOf(url: URL): Promise<number> {
  const dispatcher = new Agent({
    pipelining: 1,
    maxHeaderSize: MAX_HEAD_BYTES,
    connect: { rejectUnauthorized: true, timeout: TIMEOUT_MS, lookup: upstreamLookup() },
  });
  try {
    const { statusCode, body } = await request(url, {
      dispatcher,
      method: 'GET',
      headers: { accept: '*/*' },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    body.on('error', () => undefined).destroy();
    return statusCode;
  } finally {
    await dispatcher.destroy();
  }
}
