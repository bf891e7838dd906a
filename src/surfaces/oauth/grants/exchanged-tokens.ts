import { Injectable } from '@nestjs/common';
import { errors, type Client, type KoaContextWithOIDC } from 'oidc-provider';
import { CredentialUse } from '../../../auth/index.js';
import type { Lineage, Verified } from '../../../kernel/decision.js';
import { AppError } from '../../../kernel/errors/index.js';
import { HeaderLines } from '../../../kernel/header-lines.js';
import { Clock } from '../../../platform/clock.js';
import { machineScopes } from '../engine/client-authority.js';
import { LIFETIME } from '../engine/oauth-settings.js';
import { ResourcePolicy } from '../engine/resource-policy.js';

/** How a credential reaches the token endpoint. */
export type ShownForm = 'api_key' | 'signed_token' | 'jwt';

/** What an answer of the token endpoint has for a token without a user (RFC 6749 §5.1). */
export interface IssuedToken {
  readonly access_token: string;
  readonly token_type: string;
  readonly expires_in: number;
  readonly scope?: string;
}

/** Scopes of this server's own administration, which takes no signed tokens. */
const ADMIN_SCOPE = /^admin:/;
/** Scopes of a user's own account: no app's credential speaks for a user. */
const ACCOUNT_SCOPE = /^account:/;
/** Of a claim that a text of the app's own is put into; see `subjectOf`. */
const LONGEST_SUBJECT = 256;
/** Whatever RFC 6749 §5.2 does not allow in a description. */
const UNSPEAKABLE = /[^\x20\x21\x23-\x5b\x5d-\x7e]/g;

/**
 * Issues short-lived access tokens for credentials that somebody shows at the token endpoint. Such a
 * token can do less than the credential and ends with it: with the key, the very secret that was shown,
 * the app and the client.
 */
@Injectable()
export class ExchangedTokens {
  constructor(
    private readonly credentials: CredentialUse,
    private readonly resources: ResourcePolicy,
    private readonly clock: Clock,
  ) {}

  /** Verifies the credential as the door would, for this very call. @throws AppError */
  async verify(ctx: KoaContextWithOIDC, form: ShownForm, value: string): Promise<Verified> {
    const verified = await this.credentials.verify(form, value, {
      method: ctx.method,
      target: ctx.path,
      host: ctx.req.headers.host ?? null,
      headers: HeaderLines.of(ctx.req.rawHeaders),
      clientAddress: ctx.ip === '' ? null : ctx.ip,
      requestId: '',
    });
    // Within the leeway it is still good, and no token could be.
    if (this.lifetimeOf(verified) < 1) throw new AppError('token_expired');
    if (subjectOf(verified).length > LONGEST_SUBJECT) {
      throw new AppError('token_malformed', {
        detail: 'The sub of the person is too long for an access token.',
      });
    }
    return verified;
  }

  /** A token of the client's own app, as what the credential names, with scopes that both may have. */
  async issueForApp(
    ctx: KoaContextWithOIDC,
    client: Client,
    verified: Verified,
  ): Promise<IssuedToken> {
    const { lineage } = verified;
    if (lineage === undefined) throw new errors.InvalidRequest('nothing is exchanged for this');
    const allowed = sharedScopes(client, verified);
    const { provider } = ctx.oidc;
    const target = await this.resources.exchangeTarget(ctx, client, allowed);
    const token = new provider.ClientCredentials({
      client,
      scope: target.scope === '' ? undefined : target.scope,
      expiresIn: this.lifetimeOf(verified),
      extra: claimsOf(verified),
    });
    token.resourceServer = new provider.ResourceServer(target.identifier, target.server);
    return this.save(ctx, token, { sourceSecret: lineage.secret, parentDigest: null });
  }

  /** Keeps what a token ends with, and saves it. */
  async save(
    ctx: KoaContextWithOIDC,
    token: SavableToken,
    origin: { readonly sourceSecret: Lineage['secret']; readonly parentDigest: string | null },
  ): Promise<IssuedToken> {
    Object.assign(token, origin);
    ctx.oidc.entity(token.kind, token);
    const value = await token.save();
    return {
      access_token: value,
      token_type: token.tokenType,
      expires_in: token.expiration,
      ...(token.scope === undefined ? {} : { scope: token.scope }),
    };
  }

  /** Seconds: those of an access token, or what is left of the credential if that is less. */
  lifetimeOf({ principal, validUntil }: Verified): number {
    const end = Math.min(principal.expiresAt ?? Infinity, validUntil ?? Infinity);
    return Math.min(LIFETIME.accessToken, Math.floor((end - this.clock.now()) / 1000));
  }
}

/** What both kinds of access token of the engine have. */
interface SavableToken {
  readonly kind: string;
  readonly tokenType: string;
  readonly expiration: number;
  readonly scope?: string | undefined;
  save(): Promise<string>;
}

/**
 * Runs `work` and says of a refusal what the door would say of it, in the words of OAuth.
 *
 * @param refused what a bad credential is at this grant
 * @throws whatever is no refusal, such as an unreachable database
 */
export async function inWordsOfOAuth<T>(
  work: () => Promise<T>,
  refused: (description: string) => errors.OIDCProviderError,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError) || error.status >= 500) throw error;
    throw refused(error.detail.replaceAll(UNSPEAKABLE, "'"));
  }
}

/** A client that has proved nothing could be anybody who has come by the credential. */
export function requireProvedClient(client: Client): void {
  if (client.clientAuthMethod === 'none') {
    throw new errors.UnauthorizedClient('this grant is for clients that prove who they are');
  }
}

/** Tokens are given as bearer tokens here; a proof of possession would be lost without a word. */
export function requireBearer(ctx: KoaContextWithOIDC, client: Client): void {
  if (ctx.get('dpop') === '' && client.dpopBoundAccessTokens !== true) return;
  throw new errors.InvalidRequest('this grant gives no sender-constrained tokens');
}

function sharedScopes(client: Client, { principal }: Verified): ReadonlySet<string> {
  const ofClient = machineScopes(client);
  const isSigned = principal.kind !== 'api_key';
  const names = principal.scopes.filter((name) => ofClient.has(name) && !ACCOUNT_SCOPE.test(name));
  return new Set(isSigned ? names.filter((name) => !ADMIN_SCOPE.test(name)) : names);
}

/** What the token says of whom it stands for. */
function claimsOf(verified: Verified): Record<string, unknown> {
  const { roles, groups } = verified.principal;
  return {
    sub: subjectOf(verified),
    ...(roles.length === 0 ? {} : { roles }),
    ...(groups.length === 0 ? {} : { groups }),
  };
}

/** An app names its persons as it likes, such as like one of our users: with its id before it, it cannot. */
function subjectOf({ principal: { kind, subject, appId } }: Verified): string {
  return kind === 'person_token' ? `${String(appId)}:${subject}` : subject;
}
