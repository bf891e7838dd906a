import * as authorization from '../conditions/authorization.js';
import * as idToken from '../conditions/id-token.js';
import type { IdToken } from '../suite/flow.js';
import { type Changes, randomText, type TestModule } from './test-module.js';

/** `oidcc-prompt-login` */
export async function promptLogin(module: TestModule): Promise<void> {
  const first = await module.happy();
  const shots = module.browser.screenshots.length;
  await module.suite.letTimePass();
  const second = await module.happy({ prompt: 'login' });
  module.expectScreenshot(shots);
  await module.run.check(
    'FAILURE',
    idToken.checkSecondIdTokenAuthTimeIsLaterIfPresent,
    first.tokens.idToken,
    second.tokens.idToken,
  );
}

/** `oidcc-max-age-1` */
export async function maxAge1(module: TestModule): Promise<void> {
  const { run } = module;
  const first = (await module.happy()).tokens.idToken;
  const shots = module.browser.screenshots.length;
  await module.suite.letTimePass();
  const { request, tokens } = await module.happy({ max_age: '1' });
  module.expectScreenshot(shots);
  const second = tokens.idToken;
  await run.check('FAILURE', idToken.checkIdTokenAuthTimeClaimPresentDueToMaxAge, second);
  await run.check('FAILURE', idToken.checkSecondIdTokenAuthTimeIsLaterIfPresent, first, second);
  const expected = module.expected(request);
  await run.check('FAILURE', idToken.checkIdTokenAuthTimeIsRecentIfPresent, second, expected);
}

/** `oidcc-max-age-10000`: the first request asks for `auth_time`, so that there is something to compare. */
export async function maxAge10000(module: TestModule): Promise<void> {
  const { run } = module;
  const first = (await module.happy({ max_age: '15000' })).tokens.idToken;
  await run.check('FAILURE', idToken.checkIdTokenAuthTimeClaimPresentDueToMaxAge, first);
  const second = (await module.happy({ max_age: '10000' })).tokens.idToken;
  await run.check('FAILURE', idToken.checkIdTokenAuthTimeClaimPresentDueToMaxAge, second);
  await sameAuthentication(module, first, second);
}

/** `oidcc-prompt-none-not-logged-in`: a long state, to see that the server does not spoil it. */
export async function promptNoneNotLoggedIn(module: TestModule): Promise<void> {
  await expectLoggedOut(module);
}

/** `oidcc-prompt-none-logged-in` */
export async function promptNoneLoggedIn(module: TestModule): Promise<void> {
  await silently(module, () => ({ prompt: 'none' }));
}

/** `oidcc-id-token-hint` */
export async function idTokenHint(module: TestModule): Promise<void> {
  await silently(module, ({ value }) => ({ prompt: 'none', id_token_hint: value }));
}

/** `prompt=none` must be answered with an error that asks for a person. */
export async function expectLoggedOut(module: TestModule): Promise<void> {
  const answer = await module.authorize({ prompt: 'none', state: randomText(128) });
  await module.acceptError(answer);
  await module.run.check(
    'FAILURE',
    authorization.checkErrorFromAuthorizationEndpointIsOneThatRequiredAUserInterface,
    answer,
  );
}

async function silently(module: TestModule, changes: (first: IdToken) => Changes): Promise<void> {
  const first = (await module.happy()).tokens.idToken;
  const clicks = module.browser.clicked.length;
  const second = (await module.happy(changes(first))).tokens.idToken;
  if (module.browser.clicked.length > clicks) throw new Error('the person was asked something');
  await sameAuthentication(module, first, second);
}

async function sameAuthentication(
  { run }: TestModule,
  first: IdToken,
  second: IdToken,
): Promise<void> {
  await run.check('FAILURE', idToken.checkIdTokenAuthTimeClaimsSameIfPresent, first, second);
  await run.check(
    'FAILURE',
    idToken.checkIdTokenSubConsistentForSecondAuthorization,
    first,
    second,
  );
}
