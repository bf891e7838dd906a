import * as authorization from '../conditions/authorization.js';
import { validateIdTokenACRClaimAgainstAcrValuesRequest } from '../conditions/id-token.js';
import { SUITE_URL } from '../suite/wire.js';
import { type Changes, randomText, type TestModule } from './test-module.js';

/** A parameter that must not get in the way, whatever the server makes of it. */
export function withParameters(changes: Changes): (module: TestModule) => Promise<void> {
  return async (module) => {
    await module.happy(changes);
  };
}

/** `oidcc-login-hint` */
export async function loginHint(module: TestModule): Promise<void> {
  await module.happy({ login_hint: module.suite.config.server.login_hint });
}

/** `oidcc-ensure-request-with-acr-values-succeeds`: all values that discovery offers. */
export async function acrValues(module: TestModule): Promise<void> {
  const { acr_values_supported: offered } = module.server;
  const acr_values = Array.isArray(offered) ? offered.join(' ') : '1 2';
  const { request, tokens } = await module.happy({ acr_values });
  await module.run.check(
    'WARNING',
    validateIdTokenACRClaimAgainstAcrValuesRequest,
    tokens.idToken,
    module.expected(request),
  );
}

/** `oidcc-ensure-post-request-succeeds` (OpenID Connect Core §3.1.2.1) */
export async function postRequest(module: TestModule): Promise<void> {
  const answer = await module.authorize({}, { method: 'POST' });
  const code = await module.acceptCode(answer);
  const tokens = await module.exchange(code, answer.request);
  await module.requestProtectedResource(tokens.accessToken);
}

/** `oidcc-response-type-missing`: an error page would do as well; this server answers the client. */
export async function responseTypeMissing(module: TestModule): Promise<void> {
  const answer = await module.authorize({ response_type: undefined });
  await module.acceptError(answer);
  await module.run.check(
    'FAILURE',
    authorization.checkErrorFromAuthorizationEndpointErrorInvalidRequestOrUnsupportedResponseType,
    answer,
  );
}

/** `oidcc-ensure-registered-redirect-uri`: an error page, and no redirect to either address. */
export async function registeredRedirectUri(module: TestModule): Promise<void> {
  const redirect_uri = `${SUITE_URL}/callback/${randomText(10)}`;
  await module.expectPage(module.addressOf(module.requestOf({ redirect_uri })));
}
