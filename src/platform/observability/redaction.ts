import { isSecretName, redactUrl } from '../http/redact-url.js';

const REDACTED = '[redacted]';
const MAX_DEPTH = 6;

/** Headers, cookies and members that carry a credential, beside those that a URL may carry. */
const SECRET_MEMBERS = new Set([
  'apihub-token',
  'authorization',
  'cookie',
  'dpop',
  'master_key',
  'masterkey',
  'clientsecret',
  'refreshtoken',
  'accesstoken',
  'apikey',
  'private_jwk',
  'privatejwk',
  'proxy-authorization',
  'sealed_secret',
  'sealedsecret',
  'set-cookie',
  'x-auth-token',
]);

/** A member named `code` may hold an error code, such as `ECONNREFUSED` or `not_found`. */
const ERROR_CODE = /^(?:[A-Z][A-Z0-9_]{1,60}|[a-z]+(?:_[a-z]+)*)$/;

/**
 * What credentials look like wherever they stand: our keys, SKs, client secrets, refresh tokens,
 * compact tokens, header values. No word boundary before them: in a URL `%20` may stand there.
 */
const CREDENTIALS = new RegExp(
  [
    String.raw`[a-z][a-z0-9]{1,11}_(?:live|test)_[0-9A-Za-z]{16,}`,
    String.raw`(?:sk|cs|rt)_[0-9A-Za-z]{32,}`,
    String.raw`eyJ[\w-]{8,}\.[\w-]+(?:\.[\w-]*)*`,
    String.raw`(?:Bearer|Basic|ApiKey|DPoP)(?: |%20|\+)[^\s"\\,;&]{8,}`,
  ].join('|'),
  'gi',
);

/**
 * A copy of a log record without the secrets that its member names announce. Errors and other class
 * instances are left to their serializers.
 */
export function redactMembers(record: Record<string, unknown>): Record<string, unknown> {
  return redactObject(record, 0);
}

/** The last barrier: a finished log line without anything that looks like a credential. */
export function redactText(text: string): string {
  return text.replace(CREDENTIALS, REDACTED);
}

function redactObject(record: Record<string, unknown>, depth: number): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(record)) {
    copy[name] = isSecretMember(name, value) ? REDACTED : redactValue(name, value, depth + 1);
  }
  return copy;
}

function redactValue(name: string, value: unknown, depth: number): unknown {
  if (typeof value === 'string')
    return /^(?:url|path|href|target)$/i.test(name) ? redactUrl(value) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (depth > MAX_DEPTH) return '[deep]';
  if (Array.isArray(value)) return value.map((item) => redactValue(name, item, depth + 1));
  return isPlain(value) ? redactObject(value, depth) : value;
}

function isSecretMember(name: string, value: unknown): boolean {
  if (value === null || value === undefined) return false;
  if (name === 'code') return typeof value === 'string' && !ERROR_CODE.test(value);
  return SECRET_MEMBERS.has(name.toLowerCase()) || isSecretName(name);
}

function isPlain(value: object): value is Record<string, unknown> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
