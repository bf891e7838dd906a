import * as discovery from '../conditions/discovery.js';
import {
  checkForUnexpectedParametersInServerMetadata,
  validateServerMetadataAgainstSchema,
} from '../conditions/server-metadata.js';
import { ensureHttpStatusCodeIs200 } from '../conditions/userinfo.js';
import type { ServerMetadata } from '../suite/flow.js';
import type { Run } from '../suite/run.js';
import type { Suite } from '../suite/suite.js';
import type { WireAnswer } from '../suite/wire.js';

interface Discovered {
  readonly answer: WireAnswer;
  readonly server: ServerMetadata;
}

/** `oidcc-discovery-endpoint-verification`, for clients that are registered by hand. */
export async function discoveryEndpoint(run: Run, suite: Suite): Promise<void> {
  const { answer, server } = await discover(run, suite);
  await run.check('FAILURE', ensureHttpStatusCodeIs200, answer);
  await run.check('FAILURE', discovery.checkDiscoveryEndpointReturnedJsonContentType, answer);
  await run.check('FAILURE', discovery.oIDCCCheckDiscEndpointResponseTypesSupported, server);
  await run.check('FAILURE', discovery.checkDiscEndpointDiscoveryUrl, answer);
  await run.check('FAILURE', discovery.checkDiscEndpointIssuer, server, answer);
  for (const condition of MEMBERS) await run.check('FAILURE', condition, server);

  const keys = await run.require(discovery.fetchServerKeys, await get(suite, server.jwks_uri));
  await run.check('FAILURE', discovery.validateServerJWKs, keys);
  await run.check('FAILURE', discovery.ensureServerJwksDoesNotContainPrivateOrSymmetricKeys, keys);
  for (const condition of NOTES) await run.check('INFO', condition, server);
  for (const condition of WARNINGS) await run.check('WARNING', condition, server);
}

/** `oidcc-rp-initiated-logout-discovery-endpoint-verification` */
export async function logoutDiscoveryEndpoint(run: Run, suite: Suite): Promise<void> {
  const { server } = await discover(run, suite);
  await run.check('FAILURE', discovery.checkDiscEndpointAllEndpointsAreHttps, server);
  await run.check('FAILURE', discovery.checkDiscEndSessionEndpoint, server);
}

const MEMBERS = [
  discovery.checkDiscEndpointIssuerIsValidUrl,
  validateServerMetadataAgainstSchema,
  discovery.checkDiscEndpointSubjectTypesSupported,
  discovery.oIDCCCheckDiscEndpointIdTokenSigningAlgValuesSupported,
  discovery.oIDCCCheckDiscEndpointUserinfoSigningAlgValuesSupported,
  discovery.checkDiscEndpointAuthorizationEndpoint,
  discovery.checkDiscEndpointTokenEndpoint,
  discovery.checkDiscEndpointUserinfoEndpoint,
  discovery.checkDiscEndpointRegistrationEndpoint,
  discovery.checkJwksUri,
  discovery.oIDCCCheckDiscEndpointGrantTypesSupported,
  discovery.checkDiscEndpointScopesSupportedContainsOpenId,
  discovery.checkDiscEndpointScopesSupportedSyntax,
  discovery.checkDiscEndpointLocalesSyntax,
  discovery.checkDiscEndpointAllEndpointsAreHttps,
  discovery.ensureServerConfigurationCodeChallengeMethodsSupportedIsAnArray,
];
const NOTES = [
  discovery.checkDiscEndpointRequestParameterSupported,
  discovery.checkDiscEndpointRequestUriParameterSupported,
  discovery.checkDiscEndpointClaimsParameterSupported,
];
const WARNINGS = [
  checkForUnexpectedParametersInServerMetadata,
  discovery.checkDiscEndpointRequestObjectSigningAlgValuesSupportedIncludesRS256,
  discovery.oIDCCCheckDiscEndpointClaimsSupported,
  discovery.checkDiscEndpointLocalesCanonicalCasing,
];

async function discover(run: Run, suite: Suite): Promise<Discovered> {
  const answer = await get(suite, suite.config.server.discoveryUrl);
  return { answer, server: await run.require(discovery.getDynamicServerConfiguration, answer) };
}

function get({ wire }: Suite, address: string): Promise<WireAnswer> {
  const headers = { accept: 'application/json' };
  return wire.send({ method: 'GET', url: new URL(address), headers });
}
