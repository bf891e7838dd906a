import { SUITE_URL } from './suite/wire.js';
import { codeReuse, codeReuseAfter30Seconds } from './modules/codes.js';
import * as happy from './modules/happy.js';
import * as logout from './modules/logout.js';
import * as parameters from './modules/parameters.js';
import { refreshToken } from './modules/refresh.js';
import * as requestObjects from './modules/request-objects.js';
import * as sessions from './modules/sessions.js';
import type { TestModule } from './modules/test-module.js';
import * as userinfo from './modules/userinfo.js';
import type { Outcome } from './suite/run.js';

export interface PlannedModule {
  readonly run: (module: TestModule) => Promise<void>;
  /** What the suite would show. */
  readonly outcome: Outcome;
  /** The suite runs it only for clients that register themselves. */
  readonly isDynamicOnly?: true;
}

type Body = PlannedModule['run'];

const passes = (run: Body): PlannedModule => ({ run, outcome: 'PASSED' });
/** Passes, once a person has looked at the screenshot. */
const shows = (run: Body): PlannedModule => ({ run, outcome: 'REVIEW' });
/** What the module tests is optional, and off here. */
const skips = (run: Body): PlannedModule => ({ run, outcome: 'SKIPPED' });
const whenDynamic = (module: PlannedModule): PlannedModule => ({ ...module, isDynamicOnly: true });

/** `oidcc-basic-certification-test-plan`, in its order. */
export const BASIC_PLAN: Readonly<Record<string, PlannedModule>> = {
  'oidcc-server': passes(happy.server),
  'oidcc-response-type-missing': passes(parameters.responseTypeMissing),
  'oidcc-idtoken-signature': whenDynamic(passes(happy.idTokenSignature)),
  'oidcc-idtoken-unsigned': whenDynamic(skips(happy.idTokenUnsigned)),
  'oidcc-userinfo-get': passes(userinfo.userinfoGet),
  'oidcc-userinfo-post-header': passes(userinfo.userinfoPostHeader),
  'oidcc-userinfo-post-body': passes(userinfo.userinfoPostBody),
  'oidcc-ensure-request-without-nonce-succeeds-for-code-flow': passes(happy.withoutNonce),
  'oidcc-scope-profile': passes(userinfo.scope('openid profile')),
  'oidcc-scope-email': passes(userinfo.scope('openid email')),
  'oidcc-scope-address': passes(userinfo.scope('openid address')),
  'oidcc-scope-phone': passes(userinfo.scope('openid phone')),
  'oidcc-scope-all': passes(userinfo.scope('openid address email phone profile')),
  'oidcc-ensure-other-scope-order-succeeds': passes(userinfo.scope('email openid')),
  'oidcc-display-page': passes(parameters.withParameters({ display: 'page' })),
  'oidcc-display-popup': passes(parameters.withParameters({ display: 'popup' })),
  'oidcc-prompt-login': shows(sessions.promptLogin),
  'oidcc-prompt-none-not-logged-in': passes(sessions.promptNoneNotLoggedIn),
  'oidcc-prompt-none-logged-in': passes(sessions.promptNoneLoggedIn),
  'oidcc-max-age-1': shows(sessions.maxAge1),
  'oidcc-max-age-10000': passes(sessions.maxAge10000),
  'oidcc-ensure-request-with-unknown-parameter-succeeds': passes(
    parameters.withParameters({ extra: 'foobar' }),
  ),
  'oidcc-id-token-hint': passes(sessions.idTokenHint),
  'oidcc-login-hint': passes(parameters.loginHint),
  'oidcc-ui-locales': passes(parameters.withParameters({ ui_locales: 'se' })),
  'oidcc-claims-locales': passes(parameters.withParameters({ claims_locales: 'se' })),
  'oidcc-ensure-request-with-acr-values-succeeds': passes(parameters.acrValues),
  'oidcc-codereuse': passes(codeReuse),
  'oidcc-codereuse-30seconds': passes(codeReuseAfter30Seconds),
  'oidcc-ensure-registered-redirect-uri': shows(parameters.registeredRedirectUri),
  'oidcc-ensure-post-request-succeeds': passes(parameters.postRequest),
  'oidcc-server-client-secret-post': passes(happy.server),
  'oidcc-request-uri-unsigned-supported-correctly-or-rejected-as-unsupported': whenDynamic(
    skips(requestObjects.unsignedRequestUri),
  ),
  'oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported': skips(
    requestObjects.unsignedRequestObject,
  ),
  'oidcc-claims-essential': passes(userinfo.claimsEssential),
  'oidcc-ensure-request-object-with-redirect-uri': shows(
    requestObjects.requestObjectWithRedirectUri,
  ),
  'oidcc-refresh-token': passes(refreshToken),
  'oidcc-ensure-request-with-valid-pkce-succeeds': passes(happy.validPkce),
};

/** `oidcc-rp-initiated-logout-certification-test-plan`, in its order, without its discovery module. */
export const LOGOUT_PLAN: Readonly<Record<string, PlannedModule>> = {
  'oidcc-rp-initiated-logout': passes(logout.logoutWithReturn()),
  'oidcc-rp-initiated-logout-bad-post-logout-redirect-uri': shows(
    logout.refusedReturn(`${SUITE_URL}/bad_post_logout_redirect_uri`),
  ),
  'oidcc-rp-initiated-logout-modified-id-token-hint': shows(logout.modifiedHint),
  'oidcc-rp-initiated-logout-no-id-token-hint': shows(
    logout.logoutWithoutReturn({ id_token_hint: undefined }),
  ),
  'oidcc-rp-initiated-logout-no-params': shows(
    logout.logoutWithoutReturn({
      id_token_hint: undefined,
      post_logout_redirect_uri: undefined,
      state: undefined,
    }),
  ),
  'oidcc-rp-initiated-logout-no-post-logout-redirect-uri': shows(
    logout.logoutWithoutReturn({ post_logout_redirect_uri: undefined }),
  ),
  'oidcc-rp-initiated-logout-no-state': passes(logout.logoutWithReturn({ state: undefined })),
  'oidcc-rp-initiated-logout-only-state': shows(
    logout.logoutWithoutReturn({ id_token_hint: undefined, post_logout_redirect_uri: undefined }),
  ),
  'oidcc-rp-initiated-logout-query-added-to-post-logout-redirect-uri': shows(
    logout.refusedReturn(`${SUITE_URL}/post_logout_redirect?foo=bar`),
  ),
  'oidcc-rp-initiated-logout-bad-id-token-hint': shows(logout.badHint),
};
