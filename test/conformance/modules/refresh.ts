import * as idToken from '../conditions/id-token.js';
import * as token from '../conditions/token.js';
import type { SuiteClient, TokenAnswer, Tokens } from '../suite/flow.js';
import { randomText, type TestModule } from './test-module.js';

/** `oidcc-refresh-token`: two clients, and the token of one is nothing to the other. */
export async function refreshToken(module: TestModule): Promise<void> {
  const { auth, run, suite } = module;
  const scope = offersOfflineAccess(module) ? 'openid offline_access' : 'openid';
  const [first, second] = [suite.client(auth, 0), suite.client(auth, 1)];
  // The scope is repeated by the first client and left out by the second (RFC 6749 §6).
  await refreshOf(module, first, scope, { scope });
  const refresh = await refreshOf(module, second, scope, {});

  const answer = await module.callTokenEndpoint(
    { grant_type: 'refresh_token', refresh_token: refresh, scope },
    first,
  );
  await run.require(token.validateErrorFromTokenEndpointResponseError, answer);
  for (const condition of [
    token.checkTokenEndpointHttpStatus400,
    token.checkTokenEndpointReturnedJsonContentType,
    token.checkErrorFromTokenEndpointResponseErrorInvalidGrant,
  ]) {
    await run.check('FAILURE', condition, answer);
  }
}

/** @returns the refresh token that is valid at the end */
async function refreshOf(
  module: TestModule,
  client: SuiteClient,
  scope: string,
  extra: Record<string, string>,
): Promise<string> {
  const { run, suite } = module;
  const prompt = scope.includes('offline_access') ? 'consent' : undefined;
  const answer = await module.authorize({ scope, prompt, nonce: randomText(43) }, { client });
  const code = await module.acceptCode(answer);
  const issued = await module.exchange(code, answer.request, { client });
  const refresh = await run.require(token.extractRefreshTokenFromTokenResponse, issued);
  await run.check('WARNING', token.ensureServerConfigurationSupportsRefreshToken, module.server);
  await run.check('FAILURE', token.ensureRefreshTokenContainsAllowedCharactersOnly, refresh);

  await suite.letTimePass();
  const parameters = { grant_type: 'refresh_token', refresh_token: refresh, ...extra };
  const refreshed = await module.callTokenEndpoint(parameters, client);
  for (const condition of [
    token.checkTokenEndpointHttpStatus200,
    token.checkTokenEndpointReturnedJsonContentType,
    token.checkTokenEndpointCacheHeaders,
    token.checkTokenTypeIsBearer,
    token.validateExpiresIn,
  ]) {
    await run.check('FAILURE', condition, refreshed);
  }
  await run.check('WARNING', token.extractExpiresInFromTokenEndpointResponse, refreshed);
  await run.require(token.checkIfTokenEndpointResponseError, refreshed);
  const accessToken = await run.require(token.extractAccessTokenFromTokenResponse, refreshed);
  await run.check('FAILURE', token.ensureMinimumAccessTokenEntropy, accessToken);
  await run.check('FAILURE', token.ensureAccessTokenContainsAllowedCharactersOnly, accessToken);
  const { accessToken: before } = issued;
  await run.check('FAILURE', token.ensureAccessTokenValuesAreDifferent, before, accessToken);
  await compareIdTokens(module, issued, refreshed);
  await module.requestProtectedResource(accessToken);
  return rotated(module, refreshed, refresh);
}

/** An ID token of a refresh is optional (OpenID Connect Core §12.2). */
async function compareIdTokens(
  { run }: TestModule,
  issued: Tokens,
  refreshed: TokenAnswer,
): Promise<void> {
  if (refreshed.body['id_token'] === undefined) return;
  const second = await run.require(token.extractIdTokenFromTokenResponse, refreshed);
  await run.check('FAILURE', idToken.compareIdTokenClaims, issued.idToken, second);
}

/** A new refresh token is optional too: without one, the old one stays valid. */
async function rotated({ run }: TestModule, refreshed: TokenAnswer, old: string): Promise<string> {
  if (refreshed.body['refresh_token'] === undefined) return old;
  const next = await run.require(token.extractRefreshTokenFromTokenResponse, refreshed);
  await run.check('FAILURE', token.ensureMinimumRefreshTokenLength, next);
  await run.check('FAILURE', token.ensureMinimumRefreshTokenEntropy, next);
  return next;
}

function offersOfflineAccess({ server: { scopes_supported: scopes } }: TestModule): boolean {
  return Array.isArray(scopes) && scopes.includes('offline_access');
}
