import { errors, type Client, type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import { SIGN_IN_SCOPES } from '../../../kernel/scopes.js';
import { engineKey } from './access-token-key.js';
import { passwordClass, requireObtainableClass } from './authentication-context.js';
import type { EngineClients } from './engine-clients.js';
import { EXTRA_CLIENT_MEMBERS } from './engine-clients.js';
import { ASSERTION_ALGORITHMS, CLIENT_PROOFS, type ClientAssertions } from './client-assertions.js';
import { boundClaimsParameter } from './claims-parameter.js';
import { createAdapter } from './engine-adapter.js';
import type { DevicePages } from './device-pages.js';
import type { EnginePages } from './engine-pages.js';
import { interactionSteps } from './interaction-steps.js';
import type { Introspection } from './introspection.js';
import type { OAuthAccounts } from './oauth-accounts.js';
import {
  CLAIMS_BY_SCOPE,
  LIFETIME,
  OAUTH_PATHS,
  PROMPTS,
  RESPONSE_MODES,
} from './oauth-settings.js';
import type { SelfRegistration } from '../registration/self-registration.js';
import type { RememberedConsents } from './remembered-consents.js';
import type { ResourcePolicy } from './resource-policy.js';
import { DPOP_ALGORITHMS } from '../../../kernel/dpop-algorithms.js';
import type { OAuthRecords, OpenedKey } from '../../../modules/tokens/index.js';
import type { OutboundFetch } from '../../../platform/outbound/index.js';

export interface EngineParts {
  readonly publicUrl: string;
  readonly records: OAuthRecords;
  readonly clients: EngineClients;
  readonly accounts: OAuthAccounts;
  readonly consents: RememberedConsents;
  readonly resources: ResourcePolicy;
  readonly introspection: Introspection;
  readonly assertions: ClientAssertions;
  readonly outbound: OutboundFetch;
  readonly registration: SelfRegistration;
  readonly pages: EnginePages;
  readonly devicePages: DevicePages;
  /** Those that sign first come first. */
  readonly keys: readonly OpenedKey[];
  readonly cookieKey: string;
}

/**
 * The settings of the OAuth engine. Where a setting departs from the engine's default, the default is
 * laxer than OAuth 2.1 (draft 15), RFC 9700 or our contract.
 */
export function engineConfiguration(parts: EngineParts): Configuration {
  const { accounts, clients, consents, pages, records } = parts;
  return {
    adapter: (model) => createAdapter(model, records, clients, parts.registration),
    acrValues: [passwordClass(parts.publicUrl)],
    allowOmittingSingleRegisteredRedirectUri: false,
    claims: Object.fromEntries(
      Object.entries(CLAIMS_BY_SCOPE).map(([scope, names]) => [scope, [...names]]),
    ),
    assertJwtClientAuthClaimsAndHeader: (_ctx, claims) => parts.assertions.checkLifetime(claims),
    clientAuthMethods: [...CLIENT_PROOFS, 'none'],
    // Browsers name the origin also where a page of this very server asks, such as Swagger UI.
    clientBasedCORS: (_ctx, origin, client) =>
      origin === new URL(parts.publicUrl).origin || isRegisteredOrigin(origin, client),
    cookies: cookieSettings(parts),
    discovery: discoveryAdditions(parts.publicUrl),
    enabledJWA: {
      clientAuthSigningAlgValues: [...ASSERTION_ALGORITHMS],
      idTokenSigningAlgValues: ['RS256'],
      dPoPSigningAlgValues: [...DPOP_ALGORITHMS],
    },
    extraClientMetadata: {
      properties: EXTRA_CLIENT_MEMBERS,
      validator: (ctx, name, _value, metadata) => parts.registration.check(ctx, name, metadata),
    },
    extraParams: {
      response_mode: refuseFragment,
      scope: (ctx, _value, client) => parts.resources.completeAuthorizationRequest(ctx, client),
    },
    // Those that whoever made the token has put there; the engine would forget them.
    extraTokenClaims: (_ctx, token) => token.extra,
    features: featureSettings(parts),
    fetch: (address) => parts.outbound.fetch(address as string),
    findAccount: (_ctx, subject) => accounts.find(subject),
    formats: {
      customizers: {
        jwt: (_ctx, token, { payload }) => {
          const audience = String(payload['aud']);
          payload['aud'] = parts.resources.audiencesOf(audience, token.scope ?? '');
          // The engine takes every token without a user for one of its client.
          const subject = token.kind === 'ClientCredentials' ? token.extra?.['sub'] : undefined;
          if (subject !== undefined) payload['sub'] = subject;
        },
      },
    },
    interactions: {
      policy: interactionSteps(),
      url: (_ctx, { uid }) => `/interaction/${uid}`,
    },
    issueRefreshToken: (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    jwks: { keys: parts.keys.map(engineKey) },
    loadExistingGrant: (ctx) => consents.existingGrant(ctx),
    pkce: { required: (_ctx, client) => client['require_pkce'] === true },
    renderError: (ctx, out) => pages.renderError(ctx, out),
    responseTypes: ['code'],
    rotateRefreshToken: (ctx) => parts.resources.mayRotate(ctx),
    routes: OAUTH_PATHS,
    scopes: [...SIGN_IN_SCOPES],
    ttl: lifetimes(),
  };
}

function lifetimes(): Configuration['ttl'] {
  return {
    AccessToken: LIFETIME.accessToken,
    AuthorizationCode: LIFETIME.authorizationCode,
    ClientCredentials: LIFETIME.accessToken,
    DeviceCode: LIFETIME.deviceCode,
    Grant: LIFETIME.grant,
    IdToken: LIFETIME.idToken,
    Interaction: LIFETIME.interaction,
    RefreshToken: (ctx) =>
      ctx.oidc.entities.RotatedRefreshToken?.remainingTTL ?? LIFETIME.refreshToken,
    Session: (_ctx, { accountId }) =>
      accountId === undefined ? LIFETIME.emptySession : LIFETIME.session,
  };
}

function featureSettings(parts: EngineParts): Configuration['features'] {
  const { introspection, devicePages, pages, resources } = parts;
  return {
    ...parts.registration.features(),
    claimsParameter: {
      enabled: true,
      assertClaimsParameter: (ctx, requested, client) => {
        requireObtainableClass(requested, passwordClass(parts.publicUrl));
        boundClaimsParameter(ctx, requested, client);
      },
    },
    clientCredentials: { enabled: true },
    devInteractions: { enabled: false },
    deviceFlow: {
      enabled: true,
      charset: 'base-20',
      mask: '****-****',
      deviceInfo: (ctx) => ({ ip: ctx.ip }),
      userCodeInputSource: (ctx, _form, _out, error) => devicePages.renderInput(ctx, error),
      userCodeConfirmSource: (ctx, _form, client, deviceInfo, userCode) =>
        devicePages.renderConfirm(ctx, client, deviceInfo, userCode),
      successSource: (ctx) => devicePages.renderSuccess(ctx),
    },
    dPoP: { enabled: true },
    externalSigningSupport: { enabled: true, ack: 'experimental-01' },
    introspection: {
      enabled: true,
      allowedPolicy: (ctx, client, token) => introspection.allows(ctx, client, token),
    },
    pushedAuthorizationRequests: { enabled: true },
    resourceIndicators: {
      enabled: true,
      defaultResource: (ctx, client, granted) => resources.defaultResource(ctx, client, granted),
      getResourceServerInfo: (ctx, identifier, client) =>
        resources.resourceServer(ctx, identifier, client),
      useGrantedResource: () => true,
    },
    revocation: { enabled: true, allowedPolicy: isOwnToken },
    rpInitiatedLogout: {
      enabled: true,
      logoutSource: (ctx) => pages.renderLogout(ctx),
      postLogoutSuccessSource: (ctx) => pages.renderSignedOut(ctx),
    },
  };
}

function isOwnToken(
  _ctx: KoaContextWithOIDC,
  client: Client,
  token: { readonly clientId?: string | undefined },
): boolean {
  if (token.clientId === client.clientId) return true;
  // A public client has proved nothing, so it is not told that the token exists.
  if (client.clientAuthMethod === 'none') return false;
  throw new errors.InvalidRequest('client is not authorized to revoke the presented token');
}

/** A code never belongs into a fragment, where every script of the page can read it. */
function refuseFragment(ctx: KoaContextWithOIDC): void {
  // The request of a device has no response that could have a mode.
  if (ctx.oidc.route === 'device_authorization') return;
  const mode = ctx.oidc.responseMode;
  if (mode !== undefined && RESPONSE_MODES.some((known) => known === mode)) return;
  throw new errors.InvalidRequest('response_mode must be query or form_post');
}

function cookieSettings({ publicUrl, cookieKey }: EngineParts): Configuration['cookies'] {
  const secure = publicUrl.startsWith('https:');
  const attributes = { httpOnly: true, sameSite: 'lax', secure, signed: true } as const;
  return {
    keys: [cookieKey],
    names: {
      // A cookie of that name can only come from this host (RFC 6265bis §4.1.3.2).
      session: secure ? '__Host-ostiary_session' : 'ostiary_session',
      interaction: 'ostiary_interaction',
      resume: 'ostiary_resume',
    },
    long: { ...attributes, path: '/' },
    short: attributes,
  };
}

function discoveryAdditions(publicUrl: string): Record<string, unknown> {
  return {
    introspection_endpoint_auth_methods_supported: CLIENT_PROOFS,
    introspection_endpoint_auth_signing_alg_values_supported: ASSERTION_ALGORITHMS,
    prompt_values_supported: PROMPTS,
    protected_resources: [publicUrl],
    revocation_endpoint_auth_methods_supported: [...CLIENT_PROOFS, 'none'],
    revocation_endpoint_auth_signing_alg_values_supported: ASSERTION_ALGORITHMS,
    service_documentation: `${publicUrl}/docs`,
    ui_locales_supported: ['en', 'zh'],
  };
}

/** Browsers may call for a client from the origins that it is registered to return to. */
function isRegisteredOrigin(origin: string, client: Client): boolean {
  return (client.redirectUris ?? []).some((uri) => {
    const registered = URL.parse(uri)?.origin;
    return registered !== undefined && registered !== 'null' && registered === origin;
  });
}
