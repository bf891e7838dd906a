import { createHash } from 'node:crypto';
import * as authorization from '../conditions/authorization.js';
import * as idToken from '../conditions/id-token.js';
import * as token from '../conditions/token.js';
import { randomText, type TestModule } from './test-module.js';

/** `oidcc-server`, and for another way to prove the client `oidcc-server-client-secret-post` */
export async function server(module: TestModule): Promise<void> {
  const { run } = module;
  const answer = await module.authorize();
  const code = await module.acceptCode(answer);
  await run.check('FAILURE', authorization.ensureMinimumAuthorizationCodeLength, code);
  await run.check('FAILURE', authorization.ensureMinimumAuthorizationCodeEntropy, code);
  const tokens = await module.exchange(code, answer.request);
  await run.check('WARNING', token.extractExpiresInFromTokenEndpointResponse, tokens);
  await run.check('WARNING', idToken.ensureIdTokenDoesNotContainName, tokens.idToken);
  await run.check(
    'WARNING',
    idToken.ensureIdTokenDoesNotContainNonRequestedClaims,
    tokens.idToken,
    module.expected(answer.request),
  );
  await run.check('FAILURE', idToken.validateAtHash, tokens);
  await module.requestProtectedResource(tokens.accessToken);
}

/** `oidcc-idtoken-signature` */
export async function idTokenSignature(module: TestModule): Promise<void> {
  const { tokens } = await module.happy();
  await module.run.check('FAILURE', idToken.ensureIdTokenContainsKid, tokens.idToken);
  await module.run.check('FAILURE', idToken.ensureIdTokenSignatureIsRS256, tokens.idToken);
}

/** `oidcc-idtoken-unsigned`: permitted only where discovery offers it. */
export async function idTokenUnsigned(module: TestModule): Promise<void> {
  const { id_token_signing_alg_values_supported: offered } = module.server;
  const isOffered = Array.isArray(offered) && offered.includes('none');
  if (!isOffered) module.run.skip('no "none" in id_token_signing_alg_values_supported');
  throw new Error('unsigned ID tokens are on');
}

/** `oidcc-ensure-request-without-nonce-succeeds-for-code-flow`: it ends with the code. */
export async function withoutNonce(module: TestModule): Promise<void> {
  await module.acceptCode(await module.authorize({ nonce: undefined }));
}

/** `oidcc-ensure-request-with-valid-pkce-succeeds` */
export async function validPkce(module: TestModule): Promise<void> {
  const verifier = randomText(64);
  const answer = await module.authorize({
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  });
  const code = await module.acceptCode(answer);
  const tokens = await module.exchange(code, answer.request, {
    extra: { code_verifier: verifier },
  });
  await module.requestProtectedResource(tokens.accessToken);
}
