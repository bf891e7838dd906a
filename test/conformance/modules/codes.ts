import * as token from '../conditions/token.js';
import { ensureHttpStatusCodeIs4xx } from '../conditions/userinfo.js';
import type { TestModule } from './test-module.js';

/** `oidcc-codereuse`: a server that lets it pass gets a warning; this one must refuse it. */
export async function codeReuse(module: TestModule): Promise<void> {
  const { code } = await module.happy();
  await expectRefused(module, code);
}

/** `oidcc-codereuse-30seconds`: and the token of the first use should be gone (RFC 6749 §4.1.2). */
export async function codeReuseAfter30Seconds(module: TestModule): Promise<void> {
  const { code, tokens } = await module.happy();
  await module.suite.letTimePass();
  await expectRefused(module, code);
  const answer = await module.callUserInfo(tokens.accessToken);
  await module.run.check('WARNING', ensureHttpStatusCodeIs4xx, answer);
}

async function expectRefused(module: TestModule, code: string): Promise<void> {
  const { run } = module;
  const answer = await module.callTokenEndpoint(module.codeRequest(code));
  for (const condition of [
    token.checkTokenEndpointHttpStatus400,
    token.checkTokenEndpointReturnedJsonContentType,
    token.checkErrorFromTokenEndpointResponseErrorInvalidGrant,
    token.validateErrorFromTokenEndpointResponseError,
    token.validateErrorDescriptionFromTokenEndpointResponseError,
    token.validateErrorUriFromTokenEndpointResponseError,
  ]) {
    await run.check('FAILURE', condition, answer);
  }
  const broken = token.checkErrorDescriptionFromTokenEndpointResponseErrorContainsCRLFTAB;
  await run.check('WARNING', broken, answer);
}
