import { Injectable } from '@nestjs/common';
import { errors, type TokenEndpointGrantContext } from 'oidc-provider';
import { appIdOf } from '../engine/client-authority.js';
import { JWT_BEARER } from '../engine/oauth-settings.js';
import type { Grant } from './grant.js';
import {
  ExchangedTokens,
  inWordsOfOAuth,
  requireBearer,
  requireProvedClient,
} from './exchanged-tokens.js';

/**
 * A signed token of an app's own access key as an authorization grant (RFC 7523 §2.1). The client is one
 * of the same app and proves who it is; the assertion is verified like one at the door, and may be shown
 * again until it expires, as there (§3, claim 7, leaves that open).
 */
@Injectable()
export class JwtBearerGrant implements Grant {
  readonly name = JWT_BEARER;
  readonly parameters = ['assertion', 'scope', 'resource'];

  constructor(private readonly tokens: ExchangedTokens) {}

  async handle(ctx: TokenEndpointGrantContext): Promise<void> {
    const { client, params } = ctx.oidc;
    requireProvedClient(client);
    requireBearer(ctx, client);
    const { assertion } = params;
    if (typeof assertion !== 'string' || assertion === '') {
      throw new errors.InvalidRequest("missing required parameter 'assertion'");
    }
    // Not `InvalidGrant`: it keeps its reason to itself.
    const refused = (description: string) =>
      new errors.CustomOIDCProviderError('invalid_grant', description);
    const verified = await inWordsOfOAuth(
      () => this.tokens.verify(ctx, 'signed_token', assertion),
      refused,
    );
    if (verified.principal.appId !== appIdOf(client)) {
      throw refused('the assertion is signed with an access key of another app');
    }
    ctx.body = await this.tokens.issueForApp(ctx, client, verified);
  }
}
