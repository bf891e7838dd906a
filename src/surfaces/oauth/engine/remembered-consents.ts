import { Injectable } from '@nestjs/common';
import type { Grant, KoaContextWithOIDC } from 'oidc-provider';
import { CONSOLE_CLIENT_ID } from '../../../kernel/client-ids.js';
import { SIGN_IN_SCOPES } from '../../../kernel/scopes.js';
import { type Consent, OAuthRecords } from '../../../modules/tokens/index.js';
import { LIFETIME } from './oauth-settings.js';

const MODEL = 'Consent';

/**
 * Remembers what a person has allowed, beyond the session it was allowed in. A grant itself belongs to
 * one session and ends with it; the next session starts with a copy.
 */
@Injectable()
export class RememberedConsents {
  constructor(private readonly records: OAuthRecords) {}

  /** Keeps what a grant holds, in the place of what was kept before. Kept for a year after its last use. */
  async remember(grant: Grant): Promise<void> {
    const { accountId = '', clientId = '', resources = {}, rejected } = grant;
    const consent: Consent = {
      openid: grant.getOIDCScope(),
      claims: grant.getOIDCClaims(),
      resources: Object.fromEntries(
        Object.keys(resources).map((resource) => [resource, grant.getResourceScope(resource)]),
      ),
      ...(rejected && {
        rejected: {
          openid: grant.getRejectedOIDCScope(),
          claims: grant.getRejectedOIDCClaims(),
          resources: rejected.resources ?? {},
        },
      }),
    };
    await this.records.upsert(
      MODEL,
      idOf(accountId, clientId),
      { accountId, clientId, consent },
      LIFETIME.consent,
    );
  }

  /** The grant to go on with: that of the session, or a copy of what was allowed before. */
  async existingGrant(ctx: KoaContextWithOIDC): Promise<Grant | undefined> {
    const { oidc } = ctx;
    const accountId = oidc.account?.accountId;
    const clientId = oidc.client?.clientId;
    if (accountId === undefined || clientId === undefined) return undefined;
    const grantId = oidc.result?.consent?.grantId ?? oidc.session?.grantIdFor(clientId);
    const current = grantId === undefined ? undefined : await oidc.provider.Grant.find(grantId);
    if (clientId === CONSOLE_CLIENT_ID) return allowOwn(oidc, accountId, current);
    if (
      current?.accountId === accountId &&
      current.clientId === clientId &&
      current.remainingTTL > LIFETIME.refreshToken
    ) {
      return current;
    }
    return this.copyFor(ctx, accountId, clientId);
  }

  private async copyFor(
    { oidc }: KoaContextWithOIDC,
    accountId: string,
    clientId: string,
  ): Promise<Grant | undefined> {
    const found = await this.records.find(MODEL, idOf(accountId, clientId));
    if (found === null) return undefined;
    const consent = found.payload['consent'] as Consent;
    const grant = new oidc.provider.Grant({ accountId, clientId });
    restore(grant, consent);
    await grant.save();
    await this.remember(grant);
    return grant;
  }
}

/**
 * Everything that a part of this server asks for. It is no other party, so that there is nothing to consent
 * to; what it may ask for was checked against its registration.
 */
async function allowOwn(
  { provider, requestParamScopes, resourceServers = {} }: KoaContextWithOIDC['oidc'],
  accountId: string,
  current: Grant | undefined,
): Promise<Grant> {
  const isTheirs = current?.accountId === accountId && current.clientId === CONSOLE_CLIENT_ID;
  const grant = isTheirs ? current : new provider.Grant({ accountId, clientId: CONSOLE_CLIENT_ID });
  const asked = [...requestParamScopes];
  grant.addOIDCScope(asked.filter((name) => SIGN_IN_SCOPES.has(name)).join(' '));
  for (const [resource, { scopes }] of Object.entries(resourceServers)) {
    grant.addResourceScope(resource, asked.filter((name) => scopes.has(name)).join(' '));
  }
  await grant.save();
  return grant;
}

function restore(grant: Grant, { openid, claims = [], resources, rejected }: Consent): void {
  if (openid !== '') grant.addOIDCScope(openid);
  if (claims.length > 0) grant.addOIDCClaims([...claims]);
  for (const [resource, scope] of Object.entries(resources)) {
    grant.addResourceScope(resource, scope);
  }
  if (rejected === undefined) return;
  if (rejected.openid !== '') grant.rejectOIDCScope(rejected.openid);
  if (rejected.claims?.length) grant.rejectOIDCClaims([...rejected.claims]);
  for (const [resource, scope] of Object.entries(rejected.resources)) {
    grant.rejectResourceScope(resource, scope);
  }
}

function idOf(accountId: string, clientId: string): string {
  return `${accountId} ${clientId}`;
}
