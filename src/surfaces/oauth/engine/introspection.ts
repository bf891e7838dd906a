import { Injectable } from '@nestjs/common';
import type Provider from 'oidc-provider';
import type { Client, KoaContextWithOIDC, RefreshToken } from 'oidc-provider';
import { CredentialInquiry, type Inquired } from '../../../auth/index.js';
import type { Verified } from '../../../kernel/decision.js';
import type { Principal } from '../../../kernel/principal.js';
import { AppConfig } from '../../../platform/config/index.js';
import { appIdOf, mayIntrospectAll } from './client-authority.js';
import type { KnownClient } from './known-clients.js';
import { OAuthAccounts } from './oauth-accounts.js';
import { OAUTH_PATHS } from './oauth-settings.js';

type Members = Readonly<Record<string, unknown>>;
type Asker = Client | KnownClient;

/** What is said of a credential to whoever may know it. */
interface Described extends Inquired {
  readonly text: string;
}

interface IssuedToken {
  readonly kind: string;
  readonly clientId?: string | undefined;
  readonly accountId?: string;
}

const INACTIVE: Members = { active: false };
const INACTIVE_TEXT = JSON.stringify(INACTIVE);
/** What a token says of itself in an answer about it (RFC 7662 §2.2), one of ours a little more. */
const TOKEN_CLAIMS = ['iss', 'aud', 'iat', 'exp', 'nbf', 'jti'] as const;
const ACCESS_TOKEN_CLAIMS = [...TOKEN_CLAIMS, 'client_id', 'cnf'] as const;

/**
 * Completes introspection (RFC 7662). The engine authenticates the asking client and answers for refresh
 * tokens; every kind of credential that opens something is judged by the authenticator that judges it at
 * the door: one answer, wherever one asks.
 *
 * A client may know the tokens that were issued to it and the credentials of its own app; one that is
 * registered with `introspection: any` may know all. About everything else it is told what it would be
 * told about a random text.
 */
@Injectable()
export class Introspection {
  private readonly described = new WeakMap<Verified, Described>();

  constructor(
    private readonly inquiry: CredentialInquiry,
    private readonly accounts: OAuthAccounts,
    private readonly config: AppConfig,
  ) {}

  /**
   * Whether the engine may answer for a token that it has found. A refresh token is good for nothing while
   * its client or its user is gone or disabled.
   */
  async allows({ oidc }: KoaContextWithOIDC, asker: Client, token: IssuedToken): Promise<boolean> {
    const { accountId, clientId = '' } = token;
    if (token.kind !== 'RefreshToken') return false;
    // A public client has proved nothing, not even who it is.
    if (asker.clientAuthMethod === 'none') return false;
    if (clientId !== asker.clientId) {
      if (!mayIntrospectAll(asker)) return false;
      if ((await oidc.provider.Client.find(clientId)) === undefined) return false;
    }
    return accountId === undefined || (await this.accounts.find(accountId)) !== undefined;
  }

  /** Inside of whatever turns a failure into an answer: what cannot be looked at is thrown. */
  install(provider: Provider): void {
    provider.use(async (context, next) => {
      await next();
      const ctx = context as unknown as KoaContextWithOIDC;
      if (ctx.path !== OAUTH_PATHS.introspection || ctx.method !== 'POST') return;
      if (ctx.status === 200) ctx.body = await this.answer(ctx);
    });
  }

  private async answer(ctx: KoaContextWithOIDC): Promise<Members> {
    const { client, entities, body } = ctx.oidc;
    if (client === undefined || client.clientAuthMethod === 'none') return INACTIVE;
    if (entities.RefreshToken !== undefined) {
      const answered = (ctx as { body?: unknown }).body as Members;
      return this.ofRefreshToken(ctx, entities.RefreshToken, answered);
    }
    const inquired = await this.inquiry.about(String(body?.['token']));
    return inquired === null ? INACTIVE : this.tell(client, inquired);
  }

  /**
   * What a client that has proved itself is told about a credential that the door remembers as good, which
   * no refresh token ever is: as JSON, which is put together once for as long as it is remembered.
   *
   * @returns null when it is not remembered
   */
  answerAtOnce(asker: KnownClient, token: string): string | null {
    const verified = this.inquiry.recall(token);
    if (verified === null) return null;
    const described = this.described.get(verified) ?? this.describeOnce(token, verified);
    return mayKnow(asker, described) ? described.text : INACTIVE_TEXT;
  }

  private describeOnce(token: string, verified: Verified): Described {
    const inquired = this.inquiry.inquired(token, verified);
    const text = JSON.stringify(this.describe(inquired));
    // Of the claims no more than whoever asks is compared with: there may be many of these.
    const claims = inquired.claims && { client_id: inquired.claims['client_id'] };
    const described = { verified, claims, text };
    this.described.set(verified, described);
    return described;
  }

  private tell(asker: Asker, inquired: Inquired): Members {
    return mayKnow(asker, inquired) ? this.describe(inquired) : INACTIVE;
  }

  /** Nothing but the token endpoint takes a refresh token, so no door can be asked about it. */
  private async ofRefreshToken(
    { oidc }: KoaContextWithOIDC,
    token: RefreshToken,
    answered: Members,
  ): Promise<Members> {
    if (answered['active'] !== true) return INACTIVE;
    const client = await oidc.provider.Client.find(token.clientId ?? '');
    if (client === undefined) return INACTIVE;
    return {
      ...answered,
      kind: 'refresh_token',
      app_id: appIdOf(client),
      credential_id: client.clientId,
    };
  }

  private describe(inquired: Inquired): Members {
    const { claims, verified } = inquired;
    const { principal } = verified;
    const names = principal.kind === 'access_token' ? ACCESS_TOKEN_CLAIMS : TOKEN_CLAIMS;
    const own =
      claims === null
        ? { iss: this.config.publicUrl, exp: secondsOf(principal.expiresAt) }
        : Object.fromEntries(names.map((name) => [name, claims[name]]));
    return {
      active: true,
      scope: principal.scopes.join(' ') || undefined,
      sub: principal.subject,
      token_type: verified.jkt === null ? 'Bearer' : 'DPoP',
      ...own,
      ...ownMembers(inquired),
    };
  }
}

/** The members of our own: the principal as every protected API receives it. */
function ownMembers({ verified }: Inquired): Members {
  const { principal, ipAllowlist, originAllowlist } = verified;
  // That there are lists, without what is on them: only the door can tell whether a call is within.
  const restrictions = [
    ...(ipAllowlist === null ? [] : ['ip_allowlist']),
    ...(originAllowlist === null ? [] : ['origin_allowlist']),
  ];
  return {
    username: maySeeName(principal) ? principal.username : undefined,
    kind: principal.kind,
    app_id: principal.appId ?? undefined,
    credential_id: principal.credentialId ?? undefined,
    roles: principal.roles,
    groups: principal.groups,
    restricted_by: restrictions.length === 0 ? undefined : restrictions,
  };
}

/** A user's name is released by the scope `profile`, here as at userinfo. */
function maySeeName({ kind, scopes }: Principal): boolean {
  return kind !== 'access_token' || scopes.includes('profile');
}

function mayKnow(asker: Asker, { verified: { principal }, claims }: Inquired): boolean {
  if (mayIntrospectAll(asker)) return true;
  // One app can have many clients, and none of them has a right to the others' tokens.
  if (principal.kind === 'access_token') return claims?.['client_id'] === asker.clientId;
  return principal.appId !== null && principal.appId === appIdOf(asker);
}

function secondsOf(epochMs: number | null): number | undefined {
  return epochMs === null ? undefined : Math.floor(epochMs / 1000);
}
