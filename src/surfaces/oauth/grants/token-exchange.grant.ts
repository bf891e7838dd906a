import { Injectable } from '@nestjs/common';
import { type Client, errors, type TokenEndpointGrantContext } from 'oidc-provider';
import type { Verified } from '../../../kernel/decision.js';
import type { PrincipalKind } from '../../../kernel/principal.js';
import { appIdOf } from '../engine/client-authority.js';
import { TOKEN_EXCHANGE } from '../engine/oauth-settings.js';
import { ResourcePolicy } from '../engine/resource-policy.js';
import { DownscopedTokens } from './downscoped-tokens.js';
import {
  ExchangedTokens,
  inWordsOfOAuth,
  type IssuedToken,
  requireBearer,
  requireProvedClient,
  type ShownForm,
} from './exchanged-tokens.js';
import type { Grant } from './grant.js';

type Parameters = Readonly<Record<string, unknown>>;

const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';

/** Which credentials can be exchanged, by `subject_token_type`. RFC 8693 §3 has no name for an API key. */
const SUBJECTS: Readonly<Record<string, { form: ShownForm; kinds: readonly PrincipalKind[] }>> = {
  'urn:ostiary:params:oauth:token-type:api_key': { form: 'api_key', kinds: ['api_key'] },
  'urn:ietf:params:oauth:token-type:jwt': {
    form: 'signed_token',
    kinds: ['app_token', 'person_token'],
  },
  [ACCESS_TOKEN]: { form: 'jwt', kinds: ['access_token'] },
};

/**
 * Token exchange (RFC 8693): an API key, a signed token or an access token for a short-lived access token
 * that can do less. It impersonates and never delegates: there is no `actor_token`, and who shows the
 * credential is the client, which proves who it is.
 */
@Injectable()
export class TokenExchangeGrant implements Grant {
  readonly name = TOKEN_EXCHANGE;
  readonly parameters = [
    'subject_token',
    'subject_token_type',
    'actor_token',
    'actor_token_type',
    'requested_token_type',
    'audience',
    'resource',
    'scope',
  ];

  constructor(
    private readonly tokens: ExchangedTokens,
    private readonly downscoped: DownscopedTokens,
    private readonly resources: ResourcePolicy,
  ) {}

  async handle(ctx: TokenEndpointGrantContext): Promise<void> {
    const { client, params } = ctx.oidc;
    requireProvedClient(client);
    requireBearer(ctx, client);
    const { subjectToken, subject } = readRequest(params);
    this.nameTarget(params);
    const verified = await inWordsOfOAuth(
      () => this.tokens.verify(ctx, subject.form, subjectToken),
      invalidRequest,
    );
    if (!subject.kinds.includes(verified.principal.kind)) {
      throw invalidRequest('the subject_token is not of the type that subject_token_type says');
    }
    ctx.body = {
      ...(await this.issue(ctx, client, verified, subjectToken)),
      issued_token_type: ACCESS_TOKEN,
    };
  }

  private async issue(
    ctx: TokenEndpointGrantContext,
    client: Client,
    verified: Verified,
    subjectToken: string,
  ): Promise<IssuedToken> {
    if (verified.principal.kind === 'access_token') {
      // A token that is bound to a key must not become one that is bound to nothing.
      if (verified.jkt !== null) {
        throw invalidRequest('a sender-constrained token cannot be exchanged');
      }
      return this.downscoped.issue(ctx, client, verified, subjectToken);
    }
    if (verified.principal.appId !== appIdOf(client)) {
      throw invalidRequest('the subject_token belongs to another app than the client');
    }
    return this.tokens.issueForApp(ctx, client, verified);
  }

  /** `audience` is the other name of `resource`, for a target that is not a URI (§2.1). */
  private nameTarget(params: Record<string, unknown>): void {
    const { audience, resource } = params;
    if (typeof audience !== 'string') return;
    const identifier = this.resources.identifierOf(audience);
    if (resource !== undefined && resource !== identifier) {
      throw new errors.InvalidTarget('only one target can be named');
    }
    params['resource'] = identifier;
  }
}

function readRequest(params: Parameters) {
  if (params['actor_token'] !== undefined || params['actor_token_type'] !== undefined) {
    throw invalidRequest('actor_token is not supported');
  }
  const requested = params['requested_token_type'];
  if (requested !== undefined && requested !== ACCESS_TOKEN) {
    throw invalidRequest(`the only requested_token_type is ${ACCESS_TOKEN}`);
  }
  const subjectToken = required(params, 'subject_token');
  const type = required(params, 'subject_token_type');
  const subject = Object.hasOwn(SUBJECTS, type) ? SUBJECTS[type] : undefined;
  if (subject === undefined) {
    throw invalidRequest(`subject_token_type is one of ${Object.keys(SUBJECTS).join(', ')}`);
  }
  return { subjectToken, subject };
}

function required(params: Parameters, name: string): string {
  const value = params[name];
  if (typeof value === 'string' && value !== '') return value;
  throw invalidRequest(`missing required parameter '${name}'`);
}

/** RFC 8693 §2.2.2: also for a subject token that is no good. */
function invalidRequest(description: string): errors.InvalidRequest {
  return new errors.InvalidRequest(description);
}
