import { importJWK, type JSONWebKeySet } from 'jose';
import type { ClientAuth, ServerMetadata } from '../suite/flow.js';
import { must, Violation } from '../suite/run.js';
import type { WireAnswer } from '../suite/wire.js';

const RESPONSE_TYPES = [
  'code',
  'code id_token',
  'id_token',
  'token id_token',
  'code id_token token',
  'code token',
];
const BASE64URL = /^[\w-]+$/;
/** RFC 6749 appendix A.4. */
const SCOPE_TOKEN = /^[\x21\x23-\x5b\x5d-\x7e]+$/;
/** Members of a JWK that only its owner may know (RFC 7518 §6). */
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

export function getDynamicServerConfiguration({ body, status }: WireAnswer): ServerMetadata {
  must(status === 200, `status ${status}`);
  try {
    return JSON.parse(body) as ServerMetadata;
  } catch {
    throw new Violation(`no JSON: ${body}`);
  }
}

export function checkDiscoveryEndpointReturnedJsonContentType({ headers }: WireAnswer): void {
  const type = headers['content-type'] ?? '';
  must(/^application\/json\s*(?:;|$)/.test(type), `content type ${type}`);
}

export function checkServerConfiguration(server: ServerMetadata): void {
  for (const name of ['authorization_endpoint', 'token_endpoint', 'issuer']) {
    must(typeof server[name] === 'string', `no ${name}`);
  }
}

export function oIDCCCheckDiscEndpointResponseTypesSupported(server: ServerMetadata): void {
  must(
    listOf(server, 'response_types_supported').some((type) => RESPONSE_TYPES.includes(type)),
    'none',
  );
}

export function checkDiscEndpointDiscoveryUrl({ url }: WireAnswer): void {
  must(url.protocol === 'https:', `not https: ${url.href}`);
  must(url.pathname.endsWith('/.well-known/openid-configuration'), url.href);
}

export function checkDiscEndpointIssuer({ issuer }: ServerMetadata, { url }: WireAnswer): void {
  const expected = url.href.replace(/\/\.well-known\/openid-configuration$/, '');
  must(issuer === expected, `issuer is ${issuer}, discovery is below ${expected}`);
}

export function checkDiscEndpointIssuerIsValidUrl({ issuer }: ServerMetadata): void {
  const url = URL.parse(issuer);
  must(url?.protocol === 'https:' && url.search === '' && url.hash === '', `issuer is ${issuer}`);
}

export function checkDiscEndpointSubjectTypesSupported(server: ServerMetadata): void {
  const types = listOf(server, 'subject_types_supported');
  must(types.includes('public') || types.includes('pairwise'), types.join(', '));
}

export function oIDCCCheckDiscEndpointIdTokenSigningAlgValuesSupported(
  server: ServerMetadata,
): void {
  const algorithms = listOf(server, 'id_token_signing_alg_values_supported');
  must(algorithms.includes('RS256'), algorithms.join(', '));
}

export function oIDCCCheckDiscEndpointUserinfoSigningAlgValuesSupported(
  server: ServerMetadata,
): void {
  if ('userinfo_signing_alg_values_supported' in server) {
    listOf(server, 'userinfo_signing_alg_values_supported');
  }
}

export function checkDiscEndpointAuthorizationEndpoint(server: ServerMetadata): void {
  httpsUrl(server, 'authorization_endpoint');
}

export function checkDiscEndpointTokenEndpoint(server: ServerMetadata): void {
  httpsUrl(server, 'token_endpoint');
}

/** The endpoint is RECOMMENDED: its absence alone would be a warning. */
export function checkDiscEndpointUserinfoEndpoint(server: ServerMetadata): void {
  httpsUrl(server, 'userinfo_endpoint');
}

export function checkDiscEndpointRegistrationEndpoint(server: ServerMetadata): void {
  if ('registration_endpoint' in server) httpsUrl(server, 'registration_endpoint');
}

export function checkDiscEndSessionEndpoint(server: ServerMetadata): void {
  httpsUrl(server, 'end_session_endpoint');
}

export function checkJwksUri(server: ServerMetadata): void {
  httpsUrl(server, 'jwks_uri');
}

export function fetchServerKeys({ status, body }: WireAnswer): JSONWebKeySet {
  must(status === 200, `status ${status}`);
  const keys = JSON.parse(body) as JSONWebKeySet;
  must(Array.isArray(keys.keys) && keys.keys.length > 0, 'no keys');
  return keys;
}

export async function validateServerJWKs({ keys }: JSONWebKeySet): Promise<void> {
  for (const key of keys) {
    const needed = key.kty === 'RSA' ? ['n', 'e'] : ['crv', 'x', 'y'];
    for (const name of needed) {
      const value = (key as Record<string, unknown>)[name];
      must(typeof value === 'string', `a key of type ${key.kty} without ${name}`);
      must(name === 'crv' || BASE64URL.test(value), `${name} is no base64url without padding`);
    }
    await importJWK(key).catch((error: unknown) => {
      throw new Violation(String(error));
    });
  }
}

export function checkForKeyIdInServerJWKs({ keys }: JSONWebKeySet): void {
  must(
    keys.every(({ kid }) => typeof kid === 'string' && kid !== ''),
    'a key without kid',
  );
}

export function checkDistinctKeyIdValueInServerJWKs({ keys }: JSONWebKeySet): void {
  must(new Set(keys.map(({ kid }) => kid)).size === keys.length, 'two keys share a kid');
}

export function ensureServerJwksDoesNotContainPrivateOrSymmetricKeys({
  keys,
}: JSONWebKeySet): void {
  for (const key of keys) {
    must(key.kty !== 'oct', 'a symmetric key');
    const leaked = PRIVATE_MEMBERS.filter((name) => name in key);
    must(leaked.length === 0, `private: ${leaked.join(', ')}`);
  }
}

export function checkDiscEndpointRequestParameterSupported(server: ServerMetadata): void {
  must(server['request_parameter_supported'] === true, 'not supported');
}

/** Left out, it means that the parameter is supported (OpenID Connect Discovery §3). */
export function checkDiscEndpointRequestUriParameterSupported(server: ServerMetadata): void {
  must(server['request_uri_parameter_supported'] !== false, 'not supported');
}

export function checkDiscEndpointRequestObjectSigningAlgValuesSupportedIncludesRS256(
  server: ServerMetadata,
): void {
  const name = 'request_object_signing_alg_values_supported';
  if (name in server) must(listOf(server, name).includes('RS256'), 'no RS256');
}

export function checkDiscEndpointClaimsParameterSupported(server: ServerMetadata): void {
  must(server['claims_parameter_supported'] === true, 'not supported');
}

export function oIDCCCheckDiscEndpointClaimsSupported(server: ServerMetadata): void {
  must(listOf(server, 'claims_supported').length > 0, 'none');
}

export function oIDCCCheckDiscEndpointGrantTypesSupported(server: ServerMetadata): void {
  if ('grant_types_supported' in server) {
    must(listOf(server, 'grant_types_supported').length > 0, 'none');
  }
}

/** The list is RECOMMENDED: its absence alone would be a warning. */
export function checkDiscEndpointScopesSupportedContainsOpenId(server: ServerMetadata): void {
  must(listOf(server, 'scopes_supported').includes('openid'), 'no openid');
}

export function checkDiscEndpointScopesSupportedSyntax(server: ServerMetadata): void {
  const wrong = listOf(server, 'scopes_supported').filter((scope) => !SCOPE_TOKEN.test(scope));
  must(wrong.length === 0, wrong.join(', '));
}

export function checkDiscEndpointLocalesSyntax(server: ServerMetadata): void {
  for (const tag of localesOf(server)) must(canonicalLocale(tag) !== null, tag);
}

export function checkDiscEndpointLocalesCanonicalCasing(server: ServerMetadata): void {
  for (const tag of localesOf(server)) must(canonicalLocale(tag) === tag, tag);
}

export function checkDiscEndpointAllEndpointsAreHttps(server: ServerMetadata): void {
  for (const name of Object.keys(server)) if (name.endsWith('_endpoint')) httpsUrl(server, name);
}

export function ensureServerConfigurationCodeChallengeMethodsSupportedIsAnArray(
  server: ServerMetadata,
): void {
  const name = 'code_challenge_methods_supported';
  if (name in server) must(listOf(server, name).length > 0, 'none');
}

/** `EnsureServerConfigurationSupportsClientSecretBasic` and its siblings, one for each method. */
export const SUPPORTS_CLIENT_AUTH = {
  client_secret_basic: function ensureServerConfigurationSupportsClientSecretBasic(
    server: ServerMetadata,
  ): void {
    mustSupport(server, 'client_secret_basic');
  },
  client_secret_post: function ensureServerConfigurationSupportsClientSecretPost(
    server: ServerMetadata,
  ): void {
    mustSupport(server, 'client_secret_post');
  },
};

function mustSupport(server: ServerMetadata, auth: ClientAuth): void {
  must(listOf(server, 'token_endpoint_auth_methods_supported').includes(auth), auth);
}

function listOf(server: ServerMetadata, name: string): string[] {
  const value = server[name];
  const isList = Array.isArray(value) && value.every((each) => typeof each === 'string');
  must(isList, `${name} is no list of strings: ${JSON.stringify(value)}`);
  return value;
}

function httpsUrl(server: ServerMetadata, name: string): void {
  const value = server[name];
  const url = typeof value === 'string' ? URL.parse(value) : null;
  must(url?.protocol === 'https:', `${name} is ${String(value)}`);
}

function localesOf(server: ServerMetadata): string[] {
  return ['ui_locales_supported', 'claims_locales_supported'].flatMap((name) =>
    name in server ? listOf(server, name) : [],
  );
}

function canonicalLocale(tag: string): string | null {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch {
    return null;
  }
}
