import { ensureIdTokenDoesNotContainName } from '../conditions/id-token.js';
import * as userinfo from '../conditions/userinfo.js';
import type { Run } from '../suite/run.js';
import type { WireAnswer } from '../suite/wire.js';
import { FORM, type HappyFlow, type TestModule } from './test-module.js';

type Call = (module: TestModule, accessToken: string) => Promise<WireAnswer>;

/** `oidcc-userinfo-get` */
export const userinfoGet = userinfoBy((module, token) => module.callUserInfo(token));

/** `oidcc-userinfo-post-header` */
export const userinfoPostHeader = userinfoBy((module, token) => module.callUserInfo(token, 'POST'));

/** `oidcc-userinfo-post-body` (RFC 6750 §2.2): a server that refuses it gets a warning. */
export const userinfoPostBody = userinfoBy((module, token) => {
  const body = new URLSearchParams({ access_token: token }).toString();
  return module.send(module.server.userinfo_endpoint, 'POST', FORM, body);
});

function userinfoBy(call: Call): (module: TestModule) => Promise<void> {
  return async (module) => {
    const { tokens } = await module.happy();
    const answer = await call(module, tokens.accessToken);
    await module.run.check('FAILURE', userinfo.ensureHttpStatusCodeIs200, answer);
    await module.run.check('FAILURE', userinfo.ensureContentTypeJson, answer);
    await checkUserInfo(module.run, answer, { tokens });
  };
}

/** `oidcc-scope-…`: all claims of the scope, which the person of the run has. */
export function scope(names: string): (module: TestModule) => Promise<void> {
  return async (module) => {
    skipUnlessSupported(module, names.split(' '));
    await returnedClaims(module, await module.happy({ scope: names }));
  };
}

/** `oidcc-claims-essential` */
export async function claimsEssential(module: TestModule): Promise<void> {
  const claims = JSON.stringify({ userinfo: { name: { essential: true } } });
  const flow = await module.happy({ claims });
  const info = await returnedClaims(module, flow);
  await module.run.check('WARNING', userinfo.ensureUserInfoContainsName, info);
  await module.run.check('WARNING', ensureIdTokenDoesNotContainName, flow.tokens.idToken);
}

async function returnedClaims(
  module: TestModule,
  { request, tokens }: HappyFlow,
): Promise<userinfo.UserInfo> {
  const answer = await module.callUserInfo(tokens.accessToken);
  await module.run.check('FAILURE', userinfo.ensureHttpStatusCodeIs200, answer);
  const info = await checkUserInfo(module.run, answer, { tokens });
  await module.run.check('WARNING', userinfo.verifyScopesReturnedInUserInfoClaims, info, request);
  return info;
}

async function checkUserInfo(
  run: Run,
  answer: WireAnswer,
  { tokens }: Pick<HappyFlow, 'tokens'>,
): Promise<userinfo.UserInfo> {
  const info = await run.require(userinfo.extractUserInfoFromUserInfoEndpointResponse, answer);
  for (const condition of [
    userinfo.validateUserInfoStandardClaims,
    userinfo.ensureUserInfoContainsSub,
    userinfo.ensureUserInfoUpdatedAtValid,
    userinfo.ensureMemberValuesInClaimNameReferenceToMemberNamesInClaimSources,
  ]) {
    await run.check('FAILURE', condition, info);
  }
  const same = userinfo.verifyUserInfoAndIdTokenInTokenEndpointSameSub;
  await run.check('FAILURE', same, info, tokens.idToken);
  return info;
}

function skipUnlessSupported({ run, server }: TestModule, names: readonly string[]): void {
  const { scopes_supported: supported } = server;
  if (!Array.isArray(supported)) return;
  const missing = names.filter((name) => !supported.includes(name));
  if (missing.length > 0) run.skip(`not in scopes_supported: ${missing.join(', ')}`);
}
