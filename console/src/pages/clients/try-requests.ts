import * as oauth from 'oauth4webapi';
import { authorizationServer, callOptions } from '../../session/authorization-server';
import { TRY_URI } from '../../session/tried-sign-in';
import type { OAuthClient } from './client-data';

/** What somebody chose to ask for. */
export interface TryValues {
  readonly scope: string;
  /** Empty: the API that the scopes belong to. */
  readonly resource: string;
  readonly secret: string;
  /** Ask for consent even where it was given. */
  readonly asksAgain: boolean;
}

/** An authorization request that was made up, with what its answer is checked by. */
export interface BegunRequest {
  readonly url: string;
  readonly state: string;
  readonly verifier: string;
}

/** What the token endpoint answered, good or bad. */
export interface TokenAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

export async function beginRequest(client: OAuthClient, values: TryValues): Promise<BegunRequest> {
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const asksAgain = values.asksAgain || values.scope.split(' ').includes('offline_access');
  const parameters = new URLSearchParams({
    client_id: client.client_id,
    redirect_uri: TRY_URI,
    response_type: 'code',
    ...named({ scope: values.scope, resource: values.resource }),
    state,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    // Access while the person is away is given after asking only (OpenID Connect Core §11).
    ...(asksAgain ? { prompt: 'consent' } : {}),
  });
  const query = client.require_pushed_authorization_requests
    ? await pushed(client, values, parameters)
    : parameters;
  return { url: `${authorizationServer.authorization_endpoint}?${query}`, state, verifier };
}

/** RFC 9126 */
async function pushed(client: OAuthClient, values: TryValues, parameters: URLSearchParams) {
  const response = await oauth.pushedAuthorizationRequest(
    authorizationServer,
    clientOf(client),
    proofOf(client, values.secret),
    parameters,
    callOptions,
  );
  const answer = await oauth.processPushedAuthorizationResponse(
    authorizationServer,
    clientOf(client),
    response,
  );
  return new URLSearchParams({ client_id: client.client_id, request_uri: answer.request_uri });
}

/** @throws AuthorizationResponseError when the server refused; another error when it is no answer to this request */
export async function exchangeCode(
  client: OAuthClient,
  { secret }: TryValues,
  { state, verifier }: BegunRequest,
  answer: URLSearchParams,
): Promise<TokenAnswer> {
  const checked = oauth.validateAuthResponse(authorizationServer, clientOf(client), answer, state);
  return answerOf(
    await oauth.authorizationCodeGrantRequest(
      authorizationServer,
      clientOf(client),
      proofOf(client, secret),
      checked,
      TRY_URI,
      verifier,
      callOptions,
    ),
  );
}

export async function refreshTokens(
  client: OAuthClient,
  { secret }: TryValues,
  refreshToken: string,
): Promise<TokenAnswer> {
  return answerOf(
    await oauth.refreshTokenGrantRequest(
      authorizationServer,
      clientOf(client),
      proofOf(client, secret),
      refreshToken,
      callOptions,
    ),
  );
}

/** RFC 6749 §4.4 */
export async function machineToken(client: OAuthClient, values: TryValues): Promise<TokenAnswer> {
  return answerOf(
    await oauth.clientCredentialsGrantRequest(
      authorizationServer,
      clientOf(client),
      proofOf(client, values.secret),
      named({ scope: values.scope, resource: values.resource }),
      callOptions,
    ),
  );
}

async function answerOf(response: Response): Promise<TokenAnswer> {
  return { status: response.status, body: (await response.json()) as TokenAnswer['body'] };
}

function clientOf({ client_id }: OAuthClient): oauth.Client {
  return { client_id };
}

function proofOf({ token_endpoint_auth_method: method }: OAuthClient, secret: string) {
  if (method === 'client_secret_basic') return oauth.ClientSecretBasic(secret);
  if (method === 'client_secret_post') return oauth.ClientSecretPost(secret);
  return oauth.None();
}

function named(parameters: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== ''));
}
