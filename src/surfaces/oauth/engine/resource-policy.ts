import { Injectable } from '@nestjs/common';
import { errors, type Client, type KoaContextWithOIDC, type ResourceServer } from 'oidc-provider';
import { SIGN_IN_SCOPES } from '../../../kernel/scopes.js';
import { ScopeCatalogue } from '../../../modules/protected-apis/index.js';
import { SigningKeysService } from '../../../modules/tokens/index.js';
import { AppConfig } from '../../../platform/config/index.js';
import {
  addressable,
  allowedScopes,
  machineScopes,
  mayAskForAnyScope,
} from './client-authority.js';
import { LIFETIME, OAUTH_PATHS } from './oauth-settings.js';

/** Stands for an audience that is not an absolute URI, which a resource indicator must be. */
const AUDIENCE_URN = 'urn:ostiary:audience:';
const LONGEST_SHOWN_SCOPE = 128;

/** Where a token that is exchanged for a credential may go. */
export interface ExchangeTarget {
  readonly identifier: string;
  readonly server: ResourceServer;
  /** Space-separated. */
  readonly scope: string;
}

/**
 * Which API an access token is for, and which scopes it may have there (RFC 8707). Every token is for
 * one resource server; the server itself is one of them.
 */
@Injectable()
export class ResourcePolicy {
  constructor(
    private readonly catalogue: ScopeCatalogue,
    private readonly keys: SigningKeysService,
    private readonly config: AppConfig,
  ) {}

  /**
   * The resource of a request that names none: that of the API which defines the requested scopes.
   *
   * @param granted the resources of a grant that has several, of which the first is taken
   */
  async defaultResource(
    ctx: KoaContextWithOIDC,
    client: Client,
    granted?: readonly string[],
  ): Promise<string> {
    const [first] = granted ?? [];
    if (first !== undefined) return first;
    const requested = ctx.oidc.requestParamScopes;
    const allowed = isForItself(ctx) ? machineScopes(client) : allowedScopes(client);
    const takesAny = !isForItself(ctx) && mayAskForAnyScope(client);
    const names =
      requested.size === 0
        ? [...allowed]
        : [...requested].filter((name) => takesAny || allowed.has(name));
    const audience = await this.catalogue.audienceOfScopes(names);
    return identifierOf(onlyChoice(client, audience, this.config.publicUrl));
  }

  /**
   * @throws InvalidTarget for a resource that is not known here, or that the client may not address
   * @throws InvalidScope when a machine client asks for a scope that it may not have there
   */
  async resourceServer(
    ctx: KoaContextWithOIDC,
    identifier: string,
    client: Client,
  ): Promise<ResourceServer> {
    const audience = this.audienceOf(identifier);
    const scopes = isForItself(ctx)
      ? await this.machineScopesAt(ctx, audience, client)
      : await this.userScopesAt(audience, client);
    return this.serverAt(audience, scopes);
  }

  /**
   * Whether a refresh token may be used up now. The engine would look at the resource afterwards, and a
   * mistake in it, or a change of what the client may address, would cost the client its grant.
   *
   * @returns true: every use rotates
   * @throws InvalidTarget
   */
  async mayRotate(ctx: KoaContextWithOIDC): Promise<true> {
    const { client, entities, params } = ctx.oidc;
    const granted = entities.RefreshToken?.resourceIndicators ?? new Set<string>();
    const asked = params?.['resource'] ?? [...granted][0];
    if (client === undefined || asked === undefined) return true;
    if (typeof asked !== 'string' || !granted.has(asked)) throw new errors.InvalidTarget();
    await this.resourceServer(ctx, asked, client);
    return true;
  }

  /**
   * The one API that a token is for which is exchanged for a credential, and the scopes of that token: of
   * those that both credential and client may have, the requested ones, or all.
   *
   * @param allowed what credential and client may both have
   * @throws InvalidTarget, InvalidScope
   */
  async exchangeTarget(
    ctx: KoaContextWithOIDC,
    client: Client,
    allowed: ReadonlySet<string>,
  ): Promise<ExchangeTarget> {
    const { params, requestParamScopes: requested } = ctx.oidc;
    const names = [...allowed].filter((name) => requested.size === 0 || requested.has(name));
    const asked = params?.['resource'];
    const identifier =
      typeof asked !== 'string'
        ? identifierOf(
            onlyChoice(client, await this.catalogue.audienceOfScopes(names), this.config.publicUrl),
          )
        : asked;
    const audience = this.audienceOf(identifier);
    if (addressable(client)?.includes(audience) === false) throw notAddressable();
    const available = await this.scopesAt(audience, allowed);
    refuseOthers(requested, allowed, available, 'client and credential do not both have');
    const scopes = available.filter((name) => requested.size === 0 || requested.has(name));
    return { identifier, server: this.serverAt(audience, available), scope: scopes.join(' ') };
  }

  /** The resource indicator of an audience, which need not be a URI (RFC 8693 §2.1). */
  identifierOf(audience: string): string {
    return identifierOf(audience);
  }

  /**
   * Refuses an authorization request for scopes that the client may not have (RFC 6749 §4.1.2.1). A
   * request that names no scope is one for everything that the client may have (§3.3).
   */
  completeAuthorizationRequest(ctx: KoaContextWithOIDC, client: Client): void {
    const servers = Object.values(ctx.oidc.resourceServers ?? {});
    const available = [...new Set(servers.flatMap(({ scopes }) => [...scopes]))];
    refuseOthers(ctx.oidc.requestParamScopes, allowedScopes(client), available);
    setDefaultScope(ctx, available);
  }

  private async machineScopesAt(
    ctx: KoaContextWithOIDC,
    audience: string,
    client: Client,
  ): Promise<string[]> {
    if (addressable(client)?.includes(audience) === false) throw notAddressable();
    const allowed = machineScopes(client);
    const available = await this.scopesAt(audience, allowed);
    completeMachineRequest(ctx, allowed, available);
    return available;
  }

  private async userScopesAt(audience: string, client: Client): Promise<string[]> {
    const allowed = allowedScopes(client);
    const takesAny = mayAskForAnyScope(client);
    const signIn = [...SIGN_IN_SCOPES].filter((name) => takesAny || allowed.has(name));
    if (addressable(client)?.includes(audience) === false) {
      // Everybody who may sign people in here may ask userinfo who they are, and no more.
      if (audience === this.config.publicUrl) return signIn;
      throw notAddressable();
    }
    const isOwn = audience === this.config.publicUrl;
    const defined = takesAny && !isOwn ? await this.definedAt(audience) : [];
    return [...new Set([...signIn, ...(await this.scopesAt(audience, allowed)), ...defined])];
  }

  private async definedAt(audience: string): Promise<string[]> {
    const server = await this.catalogue.findByAudience(audience);
    return server?.scopes.map(({ name }) => name) ?? [];
  }

  /**
   * The audiences of a token: its API and, when it also opens userinfo, that endpoint. Naming this server
   * instead would open all of its own routes to a token for another API.
   *
   * @param scope space-separated
   */
  audiencesOf(audience: string, scope: string): string | string[] {
    const { publicUrl } = this.config;
    const isForSignIn = scope.split(' ').includes('openid');
    return isForSignIn && audience !== publicUrl
      ? [audience, `${publicUrl}${OAUTH_PATHS.userinfo}`]
      : audience;
  }

  private serverAt(audience: string, scopes: readonly string[]): ResourceServer {
    return {
      scope: scopes.join(' '),
      audience,
      accessTokenTTL: LIFETIME.accessToken,
      accessTokenFormat: 'jwt',
      jwt: { sign: { alg: 'ES256', kid: this.keys.activeKey('access').kid } },
    };
  }

  private audienceOf(identifier: string): string {
    const { publicUrl } = this.config;
    // Clients that read the resource from a URL write the root with its slash.
    if (identifier === `${publicUrl}/`) return publicUrl;
    if (!identifier.startsWith(AUDIENCE_URN)) return identifier;
    try {
      return decodeURIComponent(identifier.slice(AUDIENCE_URN.length));
    } catch {
      throw new errors.InvalidTarget();
    }
  }

  /** The allowed scopes that have a meaning at that audience. */
  private async scopesAt(audience: string, allowed: ReadonlySet<string>): Promise<string[]> {
    const server = await this.catalogue.findByAudience(audience);
    if (server === null) throw new errors.InvalidTarget();
    const defined = new Set(server.scopes.map(({ name }) => name));
    const names = [...allowed].filter((name) => !SIGN_IN_SCOPES.has(name));
    if (audience !== this.config.publicUrl) return names.filter((name) => defined.has(name));
    const isHere = await Promise.all(
      names.map(async (name) => defined.has(name) || (await this.isNobodys(name))),
    );
    return names.filter((_name, index) => isHere[index]);
  }

  private async isNobodys(scope: string): Promise<boolean> {
    return (await this.catalogue.describe(scope)) === null;
  }
}

/** Whether the client asks for itself, and not for a user. */
function isForItself(ctx: KoaContextWithOIDC): boolean {
  return ctx.oidc.params?.['grant_type'] === 'client_credentials';
}

/** The one API that a client may address stands for the server itself where nothing else was meant. */
function onlyChoice(client: Client, audience: string, ownAudience: string): string {
  const [first, ...others] = addressable(client) ?? [];
  const isOnlyOne = first !== undefined && others.length === 0;
  return isOnlyOne && audience === ownAudience ? first : audience;
}

function notAddressable(): errors.InvalidTarget {
  return new errors.InvalidTarget('the client may not address this resource');
}

function completeMachineRequest(
  ctx: KoaContextWithOIDC,
  allowed: ReadonlySet<string>,
  available: readonly string[],
): void {
  if (Array.isArray(ctx.oidc.params?.['resource'])) {
    throw new errors.InvalidTarget('only one resource can be named for this grant type');
  }
  refuseOthers(ctx.oidc.requestParamScopes, allowed, available);
  setDefaultScope(ctx, available);
}

/** Access while the person is away is never a default: it has to be asked for. */
function setDefaultScope({ oidc: { params } }: KoaContextWithOIDC, names: readonly string[]): void {
  if (params === undefined || params['scope'] !== undefined) return;
  params['scope'] = names.filter((name) => name !== 'offline_access').join(' ') || undefined;
}

function refuseOthers(
  requested: ReadonlySet<string>,
  allowed: ReadonlySet<string>,
  available: readonly string[],
  lacking = 'the client may not ask for',
): void {
  for (const name of requested) {
    if (available.includes(name)) continue;
    // Not `InvalidScope`: it would add a member `scope` to the answer (contract §1).
    throw new errors.CustomOIDCProviderError(
      'invalid_scope',
      allowed.has(name)
        ? `the scope ${shown(name)} does not belong to the requested resource`
        : `${lacking} the scope ${shown(name)}`,
    );
  }
}

/** Scope tokens have no character that an error description may not have (RFC 6749 §3.3, §5.2). */
function shown(scope: string): string {
  return scope.length <= LONGEST_SHOWN_SCOPE ? scope : `${scope.slice(0, LONGEST_SHOWN_SCOPE)}...`;
}

function identifierOf(audience: string): string {
  const isUri = URL.canParse(audience) && !audience.includes('#');
  return isUri ? audience : `${AUDIENCE_URN}${encodeURIComponent(audience)}`;
}
