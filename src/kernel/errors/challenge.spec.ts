import { describe, expect, it } from 'vitest';
import { AppError } from './app-error.js';
import { renderChallenge } from './challenge.js';
import { ERROR_CODES } from './error-codes.js';

const CONTEXT = {
  realm: 'https://auth.example.com',
  resourceMetadataUrl: 'https://auth.example.com/.well-known/oauth-protected-resource',
};
const METADATA = `resource_metadata="${CONTEXT.resourceMetadataUrl}"`;

describe('renderChallenge', () => {
  it('names no error when no credential was presented', () => {
    expect(renderChallenge(new AppError('credential_missing'), CONTEXT)).toBe(
      `Bearer realm="https://auth.example.com", ${METADATA}`,
    );
  });

  it('names invalid_token for a bad credential, and says what is wrong', () => {
    const error = new AppError('token_expired', { detail: 'The token expired 5 s ago.' });
    expect(renderChallenge(error, CONTEXT)).toBe(
      'Bearer realm="https://auth.example.com", error="invalid_token", ' +
        `error_description="The token expired 5 s ago.", ${METADATA}`,
    );
  });

  it('answers a caller that proves possession in its own scheme, with the algorithms', () => {
    const algs = 'algs="ES256 Ed25519 EdDSA"';
    const challenge = renderChallenge(new AppError('dpop_proof_invalid'), CONTEXT);
    expect(challenge).toMatch(/^DPoP realm="[^"]*", error="invalid_dpop_proof"/);
    expect(challenge).toContain(`${METADATA}, ${algs}`);
    const expired = renderChallenge(new AppError('token_expired'), { ...CONTEXT, scheme: 'DPoP' });
    expect(expired).toMatch(/^DPoP realm="[^"]*", error="invalid_token"/);
    expect(expired).toContain(algs);
    expect(renderChallenge(new AppError('token_binding_mismatch'), CONTEXT)).toMatch(
      /^DPoP .*error="invalid_token".*algs=/,
    );
  });

  it('lists the scopes that are needed', () => {
    const error = new AppError('insufficient_scope', { requiredScopes: ['read:a', 'write:b'] });
    const challenge = renderChallenge(error, CONTEXT);
    expect(challenge).toContain('error="insufficient_scope"');
    expect(challenge).toContain('scope="read:a write:b"');
  });

  it('leaves scope out when none is known', () => {
    expect(renderChallenge(new AppError('insufficient_scope'), CONTEXT)).not.toContain(' scope=');
  });

  it.each(['multiple_credentials', 'invalid_request'] as const)(
    'names invalid_request where no one credential could be read (%s)',
    (code) => {
      expect(renderChallenge(new AppError(code), CONTEXT)).toContain('error="invalid_request"');
    },
  );

  it.each([
    ['a member of the body', { errors: [{ pointer: '#/name', detail: 'is required' }] }],
    ['what the framework found', { cause: new Error('the body is shorter than announced') }],
  ])('sends none when the flaw is %s: another credential would not help', (_name, options) => {
    expect(renderChallenge(new AppError('invalid_request', options), CONTEXT)).toBeNull();
  });

  it.each(['ip_not_allowed', 'not_found', 'rate_limited', 'unavailable', 'server_error'] as const)(
    'sends none for %s',
    (code) => {
      expect(renderChallenge(new AppError(code), CONTEXT)).toBeNull();
    },
  );

  it.each(ERROR_CODES)('is a well-formed header value, or none, for %s', (code) => {
    const challenge = renderChallenge(new AppError(code), CONTEXT);
    // RFC 9110 §11.6.1: scheme, then parameters whose values are quoted strings.
    const parameter = /[a-z_]+="(?:[\x20\x21\x23-\x5B\x5D-\x7E]|\\[\x20-\x7E])*"/.source;
    expect(challenge ?? 'Bearer a=""').toMatch(
      new RegExp(`^(?:Bearer|DPoP) ${parameter}(?:, ${parameter})*$`),
    );
  });

  it('cannot be split or broken out of by what it quotes', () => {
    const hostile = 'a"b\\c\r\nSet-Cookie: x=1\u0000\u007fé“密钥”';
    const error = new AppError('insufficient_scope', {
      detail: hostile,
      requiredScopes: ['a"b\\\r\n'],
    });
    const challenge = renderChallenge(error, { ...CONTEXT, realm: hostile });
    expect(challenge).toMatch(/^[\x20-\x7E]+$/);
    expect(challenge).toContain(`error_description="a'bcSet-Cookie: x=1''"`);
    expect(challenge).toContain('scope="a\\"b\\\\"');
    expect(challenge).toContain('realm="a\\"b\\\\cSet-Cookie: x=1"');
  });
});
