import Provider, { type AccessToken, type ClientCredentials, errors } from 'oidc-provider';
import { AppError } from '../../../kernel/errors/index.js';
import type { TokenKeys } from '../../../modules/tokens/index.js';
import { OAUTH_PATHS } from './oauth-settings.js';

type TokenInstance = (AccessToken | ClientCredentials) & Record<string, unknown>;
type FoundToken = TokenInstance | undefined;

/** What the engine's token classes have and its type declarations leave out. */
interface TokenModel {
  readonly IN_PAYLOAD: readonly string[];
  readonly prototype: { getValueAndPayload: (this: TokenInstance) => Promise<TokenValue> };
  find: (value: string, options?: object) => Promise<FoundToken>;
}

interface TokenValue {
  readonly value: string;
  readonly payload?: Record<string, unknown>;
}

/** Stands for the dots of a token at endpoints that otherwise refuse structured tokens unseen. */
const DOT_SUBSTITUTE = '~';
const TOKEN_ENDPOINTS: ReadonlySet<string> = new Set(['introspection', 'revocation']);

/**
 * Makes every access token a JWT (RFC 9068) that is also on record.
 *
 * The engine forgets a JWT once it is issued, so that its own userinfo, introspection and revocation
 * would know nothing of it. Here a token is stored under its `jti` when it is issued, and found by the
 * `jti` of a JWT whose signature has been proved. A bare `jti` finds nothing.
 */
export function recordAccessTokens(provider: Provider, keys: TokenKeys): void {
  const models = [provider.AccessToken, provider.ClientCredentials] as unknown as TokenModel[];
  for (const model of models) {
    storeOnIssue(model);
    findByToken(model, provider.issuer, keys);
  }
  explainMachineTokens(provider);
  acceptStructuredTokens(provider);
}

function storeOnIssue(model: TokenModel): void {
  const issue = model.prototype.getValueAndPayload;
  model.prototype.getValueAndPayload = async function (this: TokenInstance) {
    const { value } = await issue.call(this);
    if (this.format !== 'jwt') throw new Error('an access token was not issued as a JWT');
    this['claims'] ??= claimsOfSource();
    const { aud, iat, exp } = claimsOf(value);
    const stored = model.IN_PAYLOAD.map((name) => [name, this[name]] as const);
    const payload = Object.fromEntries(stored.filter(([, member]) => member !== undefined));
    return { value, payload: { ...payload, ...lineageOf(this), aud, iat, exp } };
  };
}

/** Of a token that was made a moment ago, in which nothing can be wrong. */
function claimsOf(token: string): Record<string, unknown> {
  const payload = token.slice(token.indexOf('.') + 1, token.lastIndexOf('.'));
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
}

/** What is on record of a token that was exchanged for a credential, beside what the engine keeps. */
function lineageOf({ sourceSecret, parentDigest }: TokenInstance): Record<string, unknown> {
  return {
    ...(typeof sourceSecret === 'string' ? { sourceSecret } : {}),
    ...(typeof parentDigest === 'string' ? { parentDigest } : {}),
  };
}

/**
 * What the `claims` parameter asked of userinfo. The engine forgets it for a token that is for an API, as all
 * of ours are; those with `openid` open userinfo nevertheless.
 */
function claimsOfSource(): unknown {
  const { AuthorizationCode, DeviceCode, RefreshToken } = Provider.ctx?.oidc.entities ?? {};
  return (AuthorizationCode ?? DeviceCode ?? RefreshToken)?.claims;
}

function findByToken(model: TokenModel, issuer: string, keys: TokenKeys): void {
  const findById = model.find;
  model.find = async function (value, options) {
    const route = Provider.ctx?.oidc.route ?? '';
    const id = provenId(TOKEN_ENDPOINTS.has(route) ? withDots(value) : value, issuer, keys);
    const token = id === null ? undefined : await findById.call(model, id, options);
    if (token !== undefined && route === 'userinfo') openUserinfo(token, issuer);
    return token;
  };
}

/** Userinfo would call a good token of a machine unknown; it is good, and speaks for no user. */
function explainMachineTokens(provider: Provider): void {
  const model = provider.AccessToken as unknown as TokenModel;
  const find = model.find;
  model.find = async (value, options) => {
    const token = await find.call(model, value, options);
    if (token !== undefined || Provider.ctx?.oidc.route !== 'userinfo') return token;
    const clientId = (await provider.ClientCredentials.find(value))?.clientId;
    if (clientId === undefined || !(await provider.Client.find(clientId))) return undefined;
    throw new errors.InsufficientScope(
      "this token speaks for no user: userinfo needs a user's access token with the scope openid",
      'openid',
    );
  };
}

/** The `jti` of a token that this server signed; null for anything else. */
function provenId(value: unknown, issuer: string, keys: TokenKeys): string | null {
  if (typeof value !== 'string') return null;
  try {
    const { header, claims } = keys.prove(value);
    const isAccessToken = header['typ'] === 'at+jwt' && claims['iss'] === issuer;
    return isAccessToken && typeof claims['jti'] === 'string' ? claims['jti'] : null;
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

/** The engine takes a token without audience for one of its own; ours name the issuer or the endpoint. */
function openUserinfo(token: TokenInstance, issuer: string): void {
  const audiences: unknown[] = Array.isArray(token.aud) ? token.aud : [token.aud];
  const isMeant =
    audiences.includes(issuer) || audiences.includes(`${issuer}${OAUTH_PATHS.userinfo}`);
  if (isMeant) token.aud = undefined;
}

/**
 * Introspection and revocation refuse a token that looks like a JWT before anybody may look it up. The
 * parameter is assigned to the request's context just before: from then on it no longer looks like one.
 */
function acceptStructuredTokens(provider: Provider): void {
  const assigned = new WeakMap<object, Record<string, unknown>>();
  Object.defineProperty(provider.OIDCContext.prototype, 'params', {
    configurable: true,
    get(this: object) {
      return assigned.get(this);
    },
    set(this: { readonly route: string }, params: Record<string, unknown>) {
      const { token } = params;
      if (TOKEN_ENDPOINTS.has(this.route) && typeof token === 'string') {
        params['token'] = token.replaceAll('.', DOT_SUBSTITUTE);
      }
      assigned.set(this, params);
    },
  });
}

function withDots(value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll(DOT_SUBSTITUTE, '.') : value;
}
