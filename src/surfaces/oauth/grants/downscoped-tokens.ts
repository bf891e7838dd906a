import { Injectable } from '@nestjs/common';
import {
  type AccessToken,
  type Client,
  type ClientCredentials,
  errors,
  type KoaContextWithOIDC,
} from 'oidc-provider';
import { parseCompactJws } from '../../../kernel/compact-jws.js';
import type { Verified } from '../../../kernel/decision.js';
import { sha256Hex } from '../../../kernel/secret.js';
import { ResourcePolicy } from '../engine/resource-policy.js';
import { ExchangedTokens, type IssuedToken } from './exchanged-tokens.js';

/** What of a user's token its copy has too, so that it ends with the same grant and session. */
const OF_USER = ['accountId', 'grantId', 'sessionUid', 'expiresWithSession', 'sid'] as const;

/**
 * Copies of an access token with fewer scopes, for the same client and API: what is handed to a helper
 * that needs less. A copy ends with its original, and is not copied again.
 */
@Injectable()
export class DownscopedTokens {
  constructor(
    private readonly tokens: ExchangedTokens,
    private readonly resources: ResourcePolicy,
  ) {}

  async issue(
    ctx: KoaContextWithOIDC,
    client: Client,
    verified: Verified,
    subjectToken: string,
  ): Promise<IssuedToken> {
    const { provider } = ctx.oidc;
    const original =
      (await provider.AccessToken.find(subjectToken)) ??
      (await provider.ClientCredentials.find(subjectToken));
    if (original === undefined || original.clientId !== client.clientId) {
      throw new errors.InvalidRequest('the subject_token was not issued to this client');
    }
    if (verified.lineage === undefined || verified.lineage.parentDigest !== null) {
      throw new errors.InvalidRequest('the subject_token was itself exchanged for another token');
    }
    const [audience = ''] = verified.audiences ?? [];
    requireSameTarget(ctx, this.resources.identifierOf(audience));
    const allowed = new Set(verified.principal.scopes);
    const target = await this.resources.exchangeTarget(ctx, client, allowed);
    const Model = isOfUser(original) ? provider.AccessToken : provider.ClientCredentials;
    const token = new Model({
      client,
      scope: target.scope === '' ? undefined : target.scope,
      expiresIn: this.tokens.lifetimeOf(verified),
      extra: original.extra,
      ...(isOfUser(original) ? copied(original) : {}),
    } as never);
    token.resourceServer = new provider.ResourceServer(target.identifier, target.server);
    const { jti } = parseCompactJws(subjectToken).claims;
    return this.tokens.save(ctx, token, {
      sourceSecret: verified.lineage.secret,
      parentDigest: sha256Hex(String(jti)),
    });
  }
}

/** Another API would be access that nobody has granted. */
function requireSameTarget(ctx: KoaContextWithOIDC, identifier: string): void {
  const { params } = ctx.oidc;
  if (params === undefined) return;
  const asked = params['resource'];
  if (asked !== undefined && asked !== identifier) {
    throw new errors.InvalidTarget('the subject_token is for another resource');
  }
  params['resource'] = identifier;
}

function isOfUser(token: AccessToken | ClientCredentials): token is AccessToken {
  return token.kind === 'AccessToken';
}

function copied(token: AccessToken): Record<string, unknown> {
  return Object.fromEntries(OF_USER.map((name) => [name, token[name]]));
}
