import { createHash } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import type Provider from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { AppError } from '../../../kernel/errors/index.js';
import { AppConfig } from '../../../platform/config/index.js';
import { isDatabaseUnavailable } from '../../../platform/database/index.js';
import { DISCOVERY_PATHS, isKnownPath, OAUTH_PATHS, RESPONSE_MODES } from './oauth-settings.js';
import { RefreshReplay } from './refresh-replay.js';

type Next = () => Promise<unknown>;

const METHODS: Readonly<Record<string, string>> = {
  [OAUTH_PATHS.authorization]: 'GET, POST',
  [OAUTH_PATHS.token]: 'POST',
  [OAUTH_PATHS.introspection]: 'POST',
  [OAUTH_PATHS.revocation]: 'POST',
  [OAUTH_PATHS.userinfo]: 'GET, POST',
  [OAUTH_PATHS.jwks]: 'GET',
  [OAUTH_PATHS.pushed_authorization_request]: 'POST',
  [OAUTH_PATHS.device_authorization]: 'POST',
  [OAUTH_PATHS.code_verification]: 'GET, POST',
  [OAUTH_PATHS.end_session]: 'GET, POST',
  [OAUTH_PATHS.registration]: 'POST',
};
const PUBLISHED: ReadonlySet<string> = new Set([...DISCOVERY_PATHS, OAUTH_PATHS.jwks]);
/** Open to browsers at the origins of the client that asks, as far as there is one. */
const CLIENT_ENDPOINTS: ReadonlySet<string> = new Set([
  OAUTH_PATHS.token,
  OAUTH_PATHS.introspection,
  OAUTH_PATHS.revocation,
  OAUTH_PATHS.pushed_authorization_request,
  OAUTH_PATHS.device_authorization,
]);
/** Of an endpoint that takes access tokens; `Basic` is for clients. */
const TOKEN_CHALLENGE = /^(?:Bearer|DPoP) /;
const DEFAULT_RETRY_SECONDS = 2;
/** The engine announces all response modes that it knows; our clients may use these. */
const OFFERED = { response_modes_supported: RESPONSE_MODES };

/** Completes what the engine answers with what our contract promises beyond it. */
@Injectable()
export class ResponseFinish {
  private readonly logger = new Logger('OAuth');
  private readonly failures = new WeakMap<KoaContextWithOIDC, unknown>();

  constructor(
    private readonly config: AppConfig,
    private readonly replay: RefreshReplay,
  ) {}

  install(provider: Provider): void {
    provider.on('server_error', (ctx: KoaContextWithOIDC, error: Error) => {
      this.failures.set(ctx, error);
    });
    provider.use((ctx, next) => this.run(ctx as unknown as KoaContextWithOIDC, next));
  }

  private async run(ctx: KoaContextWithOIDC, next: Next): Promise<void> {
    try {
      // The engine would take `/oauth/TOKEN` for an endpoint, and nothing of ours would.
      if (isKnownPath(ctx.path)) await next();
      if (ctx.path === OAUTH_PATHS.token && ctx.method === 'POST') await this.replay.finish(ctx);
    } catch (error) {
      this.failures.set(ctx, error);
      ctx.status = 500;
      ctx.body = { error: 'server_error' };
    }
    const failure = this.failures.get(ctx);
    if (failure !== undefined) this.fail(ctx, failure);
    if (ctx.path === OAUTH_PATHS.revocation && ctx.status === 200) nameEmptyAnswer(ctx);
    if (ctx.status === 404 && isEmpty(ctx)) refuseRoute(ctx, this.methodsOf(ctx.path));
    if (ctx.status >= 400) leaveOnlyTheError(ctx);
    if (ctx.status >= 400 && CLIENT_ENDPOINTS.has(ctx.path)) closeToUnknownOrigins(ctx);
    if (ctx.status === 401 || ctx.status === 403) this.completeChallenge(ctx);
    if (PUBLISHED.has(ctx.path) && ctx.status === 200) publish(ctx);
    else if (!ctx.res.hasHeader('cache-control')) ctx.set('cache-control', 'no-store');
    if (ctx.type === 'text/html') protectPage(ctx);
  }

  /** A dependency that fails is 503, never 401: a client must not throw its credentials away. */
  private fail(ctx: KoaContextWithOIDC, failure: unknown): void {
    this.logger.error(failure, failure instanceof Error ? failure.stack : undefined);
    if (ctx.status !== 500 || !isUnavailable(failure)) return;
    const seconds = failure instanceof AppError ? failure.retryAfterSeconds : null;
    ctx.status = 503;
    ctx.set('retry-after', String(seconds ?? DEFAULT_RETRY_SECONDS));
    if (ctx.type === 'text/html') return;
    ctx.body = {
      error: 'temporarily_unavailable',
      error_description: 'the server cannot answer at the moment, please try again shortly',
    };
  }

  /** The methods of the endpoint at the path, if there is one. */
  private methodsOf(path: string): string | undefined {
    const isOff = this.config.dynamicRegistration === 'off';
    return isOff && path === OAUTH_PATHS.registration ? undefined : METHODS[path];
  }

  /** RFC 9110 §15.5.2: every 401 says how to authenticate. RFC 9728 §5.1: where tokens come from. */
  private completeChallenge(ctx: KoaContextWithOIDC): void {
    const { publicUrl } = this.config;
    const challenge = ctx.res.getHeader('www-authenticate');
    if (challenge === undefined && ctx.status === 401) {
      ctx.set('www-authenticate', `Basic realm="${publicUrl}", error="invalid_client"`);
      return;
    }
    const metadata = `resource_metadata="${publicUrl}/.well-known/oauth-protected-resource"`;
    const challenges = (Array.isArray(challenge) ? challenge : [challenge]).map((each) =>
      TOKEN_CHALLENGE.test(String(each)) ? `${String(each)}, ${metadata}` : String(each),
    );
    if (challenge !== undefined) ctx.set('www-authenticate', challenges);
  }
}

function isUnavailable(failure: unknown): boolean {
  if (failure instanceof AppError) return failure.code === 'unavailable';
  return isDatabaseUnavailable(failure);
}

/** The engine adds what it knows, such as the scope; contract §1 and RFC 6749 §5.2 have two members. */
function leaveOnlyTheError(ctx: KoaContextWithOIDC): void {
  const body = bodyOf(ctx);
  if (typeof body !== 'object' || body === null || !('error' in body)) return;
  const { error, error_description } = body as { error: unknown; error_description?: unknown };
  ctx.body = { error, ...(error_description === undefined ? {} : { error_description }) };
}

/** The engine lets every origin read a refusal for which it has not come to know the client. */
function closeToUnknownOrigins(ctx: KoaContextWithOIDC): void {
  // There is none for a method that the engine does not know.
  const oidc = ctx.oidc as KoaContextWithOIDC['oidc'] | undefined;
  if (oidc?.client === undefined) ctx.remove('access-control-allow-origin');
}

function refuseRoute(ctx: KoaContextWithOIDC, allow: string | undefined): void {
  const isKnown = allow !== undefined;
  ctx.status = isKnown ? 405 : 404;
  if (isKnown) ctx.set('allow', allow);
  ctx.body = {
    error: 'invalid_request',
    error_description: isKnown ? `use ${allow}` : 'there is no such endpoint',
  };
}

/** RFC 7009 §2.2: clients ignore the content. But some read it first, and then take nothing but JSON. */
function nameEmptyAnswer(ctx: KoaContextWithOIDC): void {
  ctx.body = {};
}

/** What clients keep: the same bytes have the same tag, and need not be sent again. */
function publish(ctx: KoaContextWithOIDC): void {
  const isKeys = ctx.path === OAUTH_PATHS.jwks;
  const text = JSON.stringify({ ...(bodyOf(ctx) as object), ...(isKeys ? {} : OFFERED) });
  ctx.body = text;
  ctx.set('cache-control', 'public, max-age=300');
  const tag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  ctx.set('etag', tag);
  if (!hasTag(ctx.get('if-none-match'), tag)) return;
  ctx.status = 304;
  ctx.body = null;
}

/** RFC 9110 §13.1.2, whatever `Cache-Control` of the request says: what it has is current. */
function hasTag(ifNoneMatch: string, tag: string): boolean {
  return ifNoneMatch
    .split(',')
    .map((text) => text.trim().replace(/^W\//, ''))
    .some((text) => text === tag || text === '*');
}

/** For the engine's self-submitting forms: their one script and nothing else, and in no frame. */
function protectPage(ctx: KoaContextWithOIDC): void {
  if (ctx.res.hasHeader('content-security-policy')) return;
  const script = /<script>([\s\S]*?)<\/script>/.exec(String(bodyOf(ctx)))?.[1];
  const hash = script === undefined ? null : createHash('sha256').update(script).digest('base64');
  ctx.set({
    'content-security-policy': [
      "default-src 'none'",
      ...(hash === null ? [] : [`script-src 'sha256-${hash}'`]),
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'x-frame-options': 'DENY',
  });
}

function isEmpty(ctx: KoaContextWithOIDC): boolean {
  const body = bodyOf(ctx);
  return body === null || body === undefined;
}

function bodyOf(ctx: KoaContextWithOIDC): unknown {
  return (ctx as { body?: unknown }).body;
}
