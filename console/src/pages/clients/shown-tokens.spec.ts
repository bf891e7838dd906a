import { describe, expect, it } from 'vitest';
import { claimsOf, masked } from './shown-tokens';

describe('tokens that are shown', () => {
  it('are cut, and nothing else is', () => {
    const body = { access_token: 'a'.repeat(40), token_type: 'Bearer', expires_in: 900 };
    expect(masked(body)).toEqual({ ...body, access_token: 'aaaaaaaaaaaa…' });
  });

  it('tell their claims, in whatever script', () => {
    const payload = Buffer.from(JSON.stringify({ name: '奥尔加' })).toString('base64url');
    expect(claimsOf(`e30.${payload}.sig`)).toEqual({ name: '奥尔加' });
  });

  it.each(['opaque', 'a.b', 'a.%%.c', 7, undefined])('are no JWT: %s', (token) => {
    expect(claimsOf(token)).toBeNull();
  });
});
