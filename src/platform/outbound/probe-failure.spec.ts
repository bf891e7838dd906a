import { Agent, request } from 'undici';
import { describe, expect, it } from 'vitest';
import { probeFailure } from './probe-failure.js';
import { upstreamLookup } from './upstream-address.js';

function withCode(code: string, cause?: Error): Error {
  return Object.assign(new Error('failed', { cause }), { code });
}

describe('probeFailure', () => {
  it.each([
    ['ENOTFOUND', 'dns_failed'],
    ['ECONNREFUSED', 'connection_refused'],
    ['EHOSTUNREACH', 'no_route'],
    ['CERT_HAS_EXPIRED', 'tls_failed'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls_failed'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls_failed'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls_failed'],
    ['ECONNRESET', 'connection_closed'],
    ['UND_ERR_CONNECT_TIMEOUT', 'timed_out'],
    ['E_NEVER_SEEN', 'failed'],
    ['constructor', 'failed'],
  ])('calls %s %s', (code, reason) => {
    expect(probeFailure(withCode(code))).toEqual({ reason, code });
  });

  it('names the innermost of several', () => {
    expect(probeFailure(withCode('UND_ERR_SOCKET', withCode('ECONNREFUSED')))).toEqual({
      reason: 'connection_refused',
      code: 'ECONNREFUSED',
    });
  });

  it('knows an abort by its time, and nothing of what is no error', () => {
    expect(probeFailure(new DOMException('late', 'TimeoutError')).reason).toBe('timed_out');
    expect(probeFailure('broken')).toEqual({ reason: 'failed', code: null });
  });

  it('tells a forbidden address from an unreachable one', async () => {
    const lookup = upstreamLookup((_hostname, _options, done) =>
      done(null, [{ address: '169.254.169.254', family: 4 }]),
    );
    const dispatcher = new Agent({ connect: { lookup } });
    const failure: unknown = await request('http://metadata.example/', { dispatcher }).catch(
      (error: unknown) => error,
    );
    await dispatcher.destroy();
    expect(probeFailure(failure).reason).toBe('forbidden_address');
  });
});
