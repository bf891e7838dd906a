import { SignJWT } from 'jose';
import * as logout from '../conditions/logout.js';
import type { IdToken } from '../suite/flow.js';
import { SUITE_URL } from '../suite/wire.js';
import { expectLoggedOut } from './sessions.js';
import { type Changes, onlyOne, randomText, type TestModule } from './test-module.js';

type ModuleBody = (module: TestModule) => Promise<void>;

/** Where the suite lets itself be called back, when that is registered. */
const RETURN = `${SUITE_URL}/post_logout_redirect`;

/** `oidcc-rp-initiated-logout`, and without a state `oidcc-rp-initiated-logout-no-state` */
export function logoutWithReturn(changes: Changes = {}): ModuleBody {
  return async (module) => {
    const { idToken } = await signedIn(module);
    const request = endSessionRequest(idToken, changes);
    await module.browser.goToUrl(addressOf(module, request));
    const arrival = onlyOne(module.suite.wire.takeArrivals());
    const { run } = module;
    const state =
      request['state'] === undefined ? logout.checkNoPostLogoutState : logout.checkPostLogoutState;
    await run.check('FAILURE', state, arrival, request);
    await run.check('WARNING', logout.checkForUnexpectedParametersInPostLogoutRedirect, arrival);
    await expectLoggedOut(module);
  };
}

/** Signed out, with nowhere to go back to. That the person is signed out is checked beyond the suite. */
export function logoutWithoutReturn(changes: Changes): ModuleBody {
  return async (module) => {
    const { idToken } = await signedIn(module);
    await module.expectPage(addressOf(module, endSessionRequest(idToken, changes)));
    await expectLoggedOut(module);
  };
}

/** An address that is not registered: an error page. */
export function refusedReturn(post_logout_redirect_uri: string): ModuleBody {
  return async (module) => {
    const { idToken } = await signedIn(module);
    const request = endSessionRequest(idToken, { post_logout_redirect_uri });
    await module.expectPage(addressOf(module, request));
  };
}

/** `oidcc-rp-initiated-logout-modified-id-token-hint`: the ID token with `alg` none and no signature. */
export async function modifiedHint(module: TestModule): Promise<void> {
  const { idToken } = await signedIn(module);
  const header = Buffer.from('{"alg": "none"}').toString('base64url');
  const id_token_hint = `${header}.${idToken.value.split('.')[1]}.`;
  await module.expectPage(addressOf(module, endSessionRequest(idToken, { id_token_hint })));
}

/** `oidcc-rp-initiated-logout-bad-id-token-hint`: an "ID token" that the client has issued to the server. */
export async function badHint(module: TestModule): Promise<void> {
  const { idToken } = await signedIn(module);
  const { client, server, suite } = module;
  const seconds = Math.floor(suite.now() / 1000);
  const id_token_hint = await new SignJWT({ nonce: 'flibble' })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuer(client.id)
    .setSubject('SubjectID')
    .setAudience(server.issuer)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + 300)
    .sign(new TextEncoder().encode(client.secret));
  await module.expectPage(addressOf(module, endSessionRequest(idToken, { id_token_hint })));
}

async function signedIn(module: TestModule): Promise<{ readonly idToken: IdToken }> {
  const { tokens } = await module.happy({ state: randomText(128) });
  return { idToken: tokens.idToken };
}

/** `CreateEndSessionEndpointRequest`; undefined in the changes leaves a parameter out. */
function endSessionRequest({ value }: IdToken, changes: Changes): Changes {
  return {
    id_token_hint: value,
    post_logout_redirect_uri: RETURN,
    state: randomText(32),
    ...changes,
  };
}

function addressOf({ server }: TestModule, request: Changes): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(request))
    if (value !== undefined) query.set(name, value);
  return query.size === 0 ? server.end_session_endpoint : `${server.end_session_endpoint}?${query}`;
}
