import { Injectable } from '@nestjs/common';
import type Provider from 'oidc-provider';
import type { Client, KoaContextWithOIDC, RefreshToken } from 'oidc-provider';
import { CredentialInquiry, type Inquired } from '../../../auth/index.js';
import type { Principal } from '../../../kernel/principal.js';
import { AppConfig } from '../../../platform/config/index.js';
import { appIdOf, mayIntrospectAll } from './client-authority.js';
import { OAuthAccounts } from './oauth-accounts.js';
import { OAUTH_PATHS } from './oauth-settings.js';

type Members = Readonly<Record<string, unknown>>;

interface IssuedToken {
  readonly clientId?: string | undefined;
  readonly accountId?: string;
}

const INACTIVE: Members = { active: false };
/** What a signed token may say of itself in an answer about it (RFC 7662 §2.2). */
const TOKEN_CLAIMS = ['iss', 'aud', 'iat', 'exp', 'nbf', 'jti'] as const;

/**
 * Completes introspection (RFC 7662). The engine authenticates the asking client and answers for the
 * tokens that it has on record; every other kind of credential is judged by the authenticator that
 * judges it at the door, and so is what the engine takes for good: one answer, wherever one asks.
 *
 * A client may know the tokens that were issued to it and the credentials of its own app; one that is
 * registered with `introspection: any` may know all. About everything else it is told what it would be
 * told about a random text.
 */
@Injectable()
export class Introspection {
  constructor(
    private readonly inquiry: CredentialInquiry,
    private readonly accounts: OAuthAccounts,
    private readonly config: AppConfig,
  ) {}

  /**
   * Whether the engine may answer for a token that it has found. A token is good for nothing while its
   * client or its user is gone or disabled.
   */
  async allows({ oidc }: KoaContextWithOIDC, asker: Client, token: IssuedToken): Promise<boolean> {
    const { accountId, clientId = '' } = token;
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
    const answered = (ctx as { body?: unknown }).body as Members;
    if (entities.RefreshToken !== undefined) {
      return this.ofRefreshToken(ctx, entities.RefreshToken, answered);
    }
    const inquired = await this.inquiry.about(String(body?.['token']));
    if (inquired === null) return INACTIVE;
    const { principal } = inquired.verified;
    if (principal.kind === 'access_token') {
      if (answered['active'] !== true) return INACTIVE;
      return { ...answered, sub: principal.subject, ...ownMembers(inquired) };
    }
    return mayKnow(client, principal) ? this.describe(inquired) : INACTIVE;
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
    const { claims } = inquired;
    const { principal } = inquired.verified;
    const own =
      claims === null
        ? { iss: this.config.publicUrl, exp: secondsOf(principal.expiresAt) }
        : Object.fromEntries(TOKEN_CLAIMS.map((name) => [name, claims[name]]));
    return {
      active: true,
      scope: principal.scopes.join(' ') || undefined,
      sub: principal.subject,
      token_type: 'Bearer',
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

function mayKnow(client: Client, { appId }: Principal): boolean {
  return mayIntrospectAll(client) || (appId !== null && appId === appIdOf(client));
}

function secondsOf(epochMs: number | null): number | undefined {
  return epochMs === null ? undefined : Math.floor(epochMs / 1000);
}
