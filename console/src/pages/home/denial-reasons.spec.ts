import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../../../src/kernel/errors/index.js';
import { sortReasons } from './denial-reasons';

const rows = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts).map(([code, count]) => ({
    period_start: '2026-11-26T00:00:00.000Z',
    code,
    count,
  }));

describe('the reasons of refusals', () => {
  it('are told apart by who can mend them, the most frequent first, without allowed calls', () => {
    const counts = { allowed: 900, rate_limited: 3, upstream_timeout: 2, api_key_unknown: 7 };
    expect(sortReasons(rows(counts))).toEqual({
      callers: [
        { code: 'api_key_unknown', count: 7 },
        { code: 'rate_limited', count: 3 },
      ],
      ours: [{ code: 'upstream_timeout', count: 2 }],
    });
  });

  it('put every failure of the server, and nothing that callers show, on our side', () => {
    const all = sortReasons(rows(Object.fromEntries(ERROR_CODES.map((code) => [code, 1]))));
    expect(all.ours.map(({ code }) => code).sort()).toEqual([
      'loop_detected',
      'proxy_request_invalid',
      'server_error',
      'unavailable',
      'untrusted_proxy',
      'upstream_timeout',
      'upstream_unreachable',
    ]);
    expect(all.callers).toHaveLength(ERROR_CODES.length - all.ours.length);
  });
});
