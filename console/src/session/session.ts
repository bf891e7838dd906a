import * as oauth from 'oauth4webapi';
import { settings } from '../settings';
import { authorizationServer, callOptions } from './authorization-server';

/**
 * The console is an OAuth client as any other: public, code flow with PKCE. Tokens live in memory only; after
 * a reload the sign-in session at the server answers at once.
 */

const PENDING = 'ostiary.pending-sign-in';
/** A token is renewed when it has less than this left, so that no call sets out with a dying one. */
const RENEW_BEFORE_MS = 30_000;
/** A token that is refused before it is this old leads to no other sign-in by itself. */
const REFUSED_AT_ONCE_MS = 2000;

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  readonly idToken: string | undefined;
  /** `performance.now()` when the access token ends: clocks that are set do not matter. */
  readonly endsAt: number;
  readonly since: number;
}

/** What must survive the way to the sign-in page and back; none of it opens anything. */
interface Pending {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly returnTo: string;
}

const client: oauth.Client = { client_id: settings.clientId };
const redirectUri = `${settings.publicUrl}/console/callback`;

let tokens: Tokens | null = null;
let renewal: Promise<string> | null = null;
let isLeaving = false;

/** Leaves for the sign-in page; never resolves, because the page goes away. */
export async function signIn(returnTo = currentPlace()): Promise<never> {
  if (!isLeaving) {
    isLeaving = true;
    const verifier = oauth.generateRandomCodeVerifier();
    const pending: Pending = {
      state: oauth.generateRandomState(),
      nonce: oauth.generateRandomNonce(),
      verifier,
      returnTo,
    };
    sessionStorage.setItem(PENDING, JSON.stringify(pending));
    const query = new URLSearchParams({
      client_id: client.client_id,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: settings.scope,
      state: pending.state,
      nonce: pending.nonce,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ui_locales: document.documentElement.lang,
    });
    location.assign(`${authorizationServer.authorization_endpoint}?${query}`);
  }
  return new Promise<never>(() => undefined);
}

/**
 * Ends a sign-in with what the address of this page says.
 *
 * @returns where the person was going
 * @throws when this browser began no such sign-in, or the server refused it
 */
export async function completeSignIn(): Promise<string> {
  const text = sessionStorage.getItem(PENDING);
  sessionStorage.removeItem(PENDING);
  if (text === null) return '/';
  const pending = JSON.parse(text) as Pending;
  const parameters = oauth.validateAuthResponse(
    authorizationServer,
    client,
    new URL(location.href),
    pending.state,
  );
  const response = await oauth.authorizationCodeGrantRequest(
    authorizationServer,
    client,
    oauth.None(),
    parameters,
    redirectUri,
    pending.verifier,
    callOptions,
  );
  const answer = await oauth.processAuthorizationCodeResponse(
    authorizationServer,
    client,
    response,
    {
      expectedNonce: pending.nonce,
      requireIdToken: true,
    },
  );
  keep(answer);
  return pending.returnTo;
}

/** A bearer token that is good for the next call; goes to sign in where there is none. */
export async function accessToken(): Promise<string> {
  if (tokens === null) return signIn();
  if (tokens.endsAt - performance.now() > RENEW_BEFORE_MS) return tokens.accessToken;
  renewal ??= renew().finally(() => (renewal = null));
  return renewal;
}

/**
 * Signs in anew where the token was refused: the session ended elsewhere. A token that was refused as soon as
 * it was there is no matter of sessions, and another would fare no better; then the refusal is shown.
 */
export async function signInAnew(): Promise<void> {
  if (tokens === null) return;
  const isNew = performance.now() - tokens.since < REFUSED_AT_ONCE_MS;
  tokens = null;
  if (!isNew) await signIn();
}

/** Ends the session of this browser, here and at the server. */
export async function signOut(): Promise<void> {
  const { refreshToken, idToken } = tokens ?? {};
  tokens = null;
  if (refreshToken !== undefined) {
    await oauth
      .revocationRequest(authorizationServer, client, oauth.None(), refreshToken, callOptions)
      .catch(() => undefined);
  }
  const query = new URLSearchParams({
    client_id: client.client_id,
    post_logout_redirect_uri: `${settings.publicUrl}/console/`,
    ...(idToken === undefined ? {} : { id_token_hint: idToken }),
    ui_locales: document.documentElement.lang,
  });
  location.assign(`${authorizationServer.end_session_endpoint}?${query}`);
}

async function renew(): Promise<string> {
  const { refreshToken } = tokens ?? {};
  if (refreshToken === undefined) return signIn();
  try {
    const response = await oauth.refreshTokenGrantRequest(
      authorizationServer,
      client,
      oauth.None(),
      refreshToken,
      callOptions,
    );
    const answer = await oauth.processRefreshTokenResponse(authorizationServer, client, response);
    return keep(answer).accessToken;
  } catch (error) {
    // The session ended elsewhere. Anything else, such as no network, is for the caller to show.
    if (error instanceof oauth.ResponseBodyError) return signIn();
    throw error;
  }
}

function keep(answer: oauth.TokenEndpointResponse): Tokens {
  tokens = {
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token ?? tokens?.refreshToken,
    idToken: answer.id_token ?? tokens?.idToken,
    endsAt: performance.now() + (answer.expires_in ?? 0) * 1000,
    since: performance.now(),
  };
  return tokens;
}

/** Within the console, so that a sign-in can lead to nowhere else. */
function currentPlace(): string {
  const { pathname, search, hash } = location;
  return `${pathname.replace(/^\/console/, '') || '/'}${search}${hash}`;
}
