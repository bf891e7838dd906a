import { describe, expect, it } from 'vitest';
import { generateAccessKeyPair, generateApiKey } from '../../kernel/key-format.js';
import { redactDetail } from './redact-detail.js';

const { ak, sk } = generateAccessKeyPair();

describe('redactDetail', () => {
  it('keeps what explains an event', () => {
    const detail = {
      name: 'billing',
      preview: 'ost_live_7Qk…x9Zf',
      ak,
      scopes: ['read', 'write'],
      overlap_seconds: 60,
      secret_id: 'sec_01',
      password: true,
      changed: { disabled: true, owner_id: null },
    };
    expect(redactDetail(detail)).toEqual(detail);
  });

  it.each([
    ['an API key', generateApiKey('ost', 'live')],
    ['an SK', sk],
    ['a token', 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1c3IifQ.c2lnbmF0dXJl'],
  ])('stores no value that looks like %s, at any depth and inside other text', (_kind, secret) => {
    const detail = redactDetail({ note: secret, list: [{ header: `Bearer ${secret}` }] });
    expect(JSON.stringify(detail)).not.toContain(secret);
  });

  it.each(['password', 'client_secret', 'access_token', 'sk', 'key', 'Authorization', 'cookie'])(
    'stores no text under the name %s',
    (name) => {
      expect(redactDetail({ [name]: 'hunter2' })).toEqual({ [name]: '[redacted]' });
    },
  );
});
