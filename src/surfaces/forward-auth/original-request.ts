import { METHODS } from 'node:http';
import { AppError } from '../../kernel/errors/index.js';
import type { HeaderLines } from '../../kernel/header-lines.js';
import { canonicalHost } from './original-host.js';

export type Scheme = 'http' | 'https';

/** The request that a proxy asks about. */
export interface OriginalRequest {
  readonly method: string;
  /** Path and query, byte for byte as the client sent them. */
  readonly target: string;
  /** Canonical; null where a proxy of nginx's kind does not tell it. */
  readonly host: string | null;
  readonly scheme: Scheme;
}

/** The proxy's question, as it arrived. */
export interface Question {
  readonly method: string;
  readonly headers: HeaderLines;
  /** What follows `/verify` in a target such as `/verify/a?b`; null for `/verify` itself. */
  readonly rest: string | null;
  /** Where the proxy does not tell the scheme: the one of the public URL. */
  readonly defaultScheme: Scheme;
}

const KNOWN_METHODS: ReadonlySet<string> = new Set(METHODS);

/** One of these header lines per fact; a client can write them too, so two that differ are no fact. */
const URI = ['x-forwarded-uri', 'x-original-uri'] as const;
const METHOD = ['x-forwarded-method', 'x-original-method'] as const;

/**
 * Finds out what a trusted proxy asks about. Three forms are known, and nothing is ever assumed: neither a
 * path nor a method, nor which of two contradicting headers is the proxy's own.
 *
 * - `X-Forwarded-Method`, `-Uri`, `-Host` and `-Proto`, all of them (Caddy, Traefik and others)
 * - `X-Original-Method` and `X-Original-URI`, with `X-Forwarded-Host` and `-Proto` where the proxy
 *   sends them (nginx)
 * - `/verify/<path>` with the method and the `Host` of the original (Envoy)
 *
 * @throws AppError `proxy_request_invalid` that names the header; `invalid_request` for a method that
 *   HTTP servers do not know
 */
export function readOriginalRequest(question: Question): OriginalRequest {
  const { headers, rest } = question;
  const isNginxForm = !headers.has('x-forwarded-uri');
  const scheme = schemeOf(one(headers, 'x-forwarded-proto'), question, isNginxForm);
  const method = agreed('method', rest === null ? null : question.method, headers);
  const target = agreed('URI', rest, headers);
  if (!KNOWN_METHODS.has(method)) {
    throw new AppError('invalid_request', { detail: 'The method of the request is not known.' });
  }
  if (/\s/.test(target)) throw unclear('The URI of the original request holds white space.');
  const hostHeader = rest === null ? 'x-forwarded-host' : 'host';
  return { method, target, scheme, host: hostOf(hostHeader, headers, isNginxForm) };
}

/** A header of the question, which may come once; null: it did not come. */
function one(headers: HeaderLines, name: string): string | null {
  const value = headers.first(name);
  if (value === undefined) return null;
  if (headers.count(name) > 1) throw unclear(`The header ${name} came more than once.`);
  if (value === '') throw unclear(`The header ${name} is empty.`);
  return value;
}

/** @param known what the question itself tells; null: nothing */
function agreed(fact: 'method' | 'URI', known: string | null, headers: HeaderLines): string {
  const names = fact === 'URI' ? URI : METHOD;
  let value = known;
  let differs = false;
  for (const name of names) {
    const told = one(headers, name);
    if (told === null) continue;
    differs ||= value !== null && value !== told;
    value ??= told;
  }
  if (value === null) {
    throw unclear(`The ${fact} of the original request is missing: send ${names.join(' or ')}.`);
  }
  if (differs) {
    throw unclear(
      `The ${fact} of the original request is told in two ways that differ (${names.join(', ')}, or the path behind /verify).`,
      'A client can write these headers too: have the proxy overwrite or remove those that it does not set.',
    );
  }
  return value;
}

function schemeOf(
  told: string | null,
  { rest, defaultScheme }: Question,
  isNginxForm: boolean,
): Scheme {
  if (told === 'http' || told === 'https') return told;
  if (told !== null) throw unclear('The header x-forwarded-proto must be http or https.');
  if (rest === null && !isNginxForm) throw unclear('The header x-forwarded-proto is missing.');
  return defaultScheme;
}

function hostOf(name: string, headers: HeaderLines, isNginxForm: boolean): string | null {
  const told = one(headers, name);
  if (told === null) {
    if (name === 'x-forwarded-host' && isNginxForm) return null;
    throw unclear(`The header ${name} is missing.`);
  }
  const host = canonicalHost(told);
  if (host === null) throw unclear(`The header ${name} is not one host.`);
  return host;
}

const GENERATED =
  'This is for the operator of the proxy: GET /admin/apis/{api_id}/connect writes a configuration that sends all of it.';

function unclear(detail: string, hint = GENERATED): AppError {
  return new AppError('proxy_request_invalid', { detail, hint });
}
