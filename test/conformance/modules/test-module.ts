import { randomBytes } from 'node:crypto';
import type { JSONWebKeySet } from 'jose';
import * as authorization from '../conditions/authorization.js';
import * as discovery from '../conditions/discovery.js';
import * as idToken from '../conditions/id-token.js';
import * as token from '../conditions/token.js';
import * as userinfo from '../conditions/userinfo.js';
import type {
  AuthorizationAnswer,
  AuthorizationRequest,
  ClientAuth,
  Expected,
  IdToken,
  ServerMetadata,
  SuiteClient,
  TokenAnswer,
  Tokens,
} from '../suite/flow.js';
import type { CookieJar } from '../suite/cookie-jar.js';
import { Run } from '../suite/run.js';
import { ScriptedBrowser } from '../suite/scripted-browser.js';
import type { Suite } from '../suite/suite.js';
import { type Arrival, SUITE_URL, type WireAnswer } from '../suite/wire.js';

/** What a module changes in the authorization request; undefined leaves a parameter out. */
export type Changes = Readonly<Record<string, string | undefined>>;

export interface HappyFlow {
  readonly request: AuthorizationRequest;
  readonly code: string;
  readonly tokens: Tokens;
}

/**
 * One run of a module that signs somebody in: the steps of the suite's `AbstractOIDCCServerTest`, of
 * which each module changes what it is about.
 */
export class TestModule {
  readonly run = new Run();
  readonly browser: ScriptedBrowser;
  private serverMetadata: ServerMetadata | undefined;
  private serverKeys: JSONWebKeySet = { keys: [] };

  constructor(
    readonly suite: Suite,
    readonly name: string,
    readonly auth: ClientAuth,
    cookies?: CookieJar,
  ) {
    this.browser = new ScriptedBrowser(suite.wire, suite.scriptsOf(name), cookies);
  }

  get server(): ServerMetadata {
    if (this.serverMetadata === undefined) throw new Error('the module is not configured');
    return this.serverMetadata;
  }

  get client(): SuiteClient {
    return this.suite.client(this.auth);
  }

  /** Reads discovery and keys, as each module does before it starts. */
  async configure(): Promise<void> {
    const { run, suite } = this;
    const discovered = await this.send(suite.config.server.discoveryUrl);
    this.serverMetadata = await run.require(discovery.getDynamicServerConfiguration, discovered);
    await run.require(discovery.checkServerConfiguration, this.server);
    this.serverKeys = await run.require(
      discovery.fetchServerKeys,
      await this.send(this.server.jwks_uri),
    );
    await run.require(discovery.validateServerJWKs, this.serverKeys);
    await run.check('FAILURE', discovery.checkForKeyIdInServerJWKs, this.serverKeys);
    await run.check('FAILURE', discovery.checkDistinctKeyIdValueInServerJWKs, this.serverKeys);
    await run.check(
      'FAILURE',
      discovery.ensureServerJwksDoesNotContainPrivateOrSymmetricKeys,
      this.serverKeys,
    );
    await run.check('FAILURE', discovery.SUPPORTS_CLIENT_AUTH[this.auth], this.server);
    this.suite.wire.takeArrivals();
  }

  requestOf(changes: Changes = {}, client = this.client): AuthorizationRequest {
    const parameters: Changes = {
      client_id: client.id,
      redirect_uri: `${SUITE_URL}/callback`,
      scope: 'openid',
      state: randomText(10),
      nonce: randomText(10),
      response_type: 'code',
      ...changes,
    };
    return Object.fromEntries(
      Object.entries(parameters).filter((pair): pair is [string, string] => pair[1] !== undefined),
    );
  }

  addressOf(request: AuthorizationRequest): string {
    return `${this.server.authorization_endpoint}?${new URLSearchParams(request)}`;
  }

  /** Sends the person to the authorization endpoint and does what the scripts say; what came back. */
  async visit(request: AuthorizationRequest, method: 'GET' | 'POST' = 'GET'): Promise<Arrival[]> {
    await this.browser.goToUrl(this.addressOf(request), method);
    return this.suite.wire.takeArrivals();
  }

  async authorize(
    changes: Changes = {},
    { method, client }: { method?: 'GET' | 'POST'; client?: SuiteClient } = {},
  ): Promise<AuthorizationAnswer> {
    const request = this.requestOf(changes, client);
    return { request, arrival: onlyOne(await this.visit(request, method)) };
  }

  /** `onAuthorizationCallbackResponse` of a request that must succeed. */
  async acceptCode(answer: AuthorizationAnswer): Promise<string> {
    const { run } = this;
    await run.check('FAILURE', authorization.checkMatchingCallbackParameters, answer);
    await run.check(
      'FAILURE',
      authorization.validateIssIfPresentInAuthorizationResponse,
      answer,
      this.server,
    );
    await run.require(authorization.checkIfAuthorizationEndpointError, answer);
    await run.check('FAILURE', authorization.checkStateInAuthorizationResponse, answer);
    return run.require(authorization.extractAuthorizationCodeFromAuthorizationResponse, answer);
  }

  /** `performGenericAuthorizationEndpointErrorResponseValidation` */
  async acceptError(answer: AuthorizationAnswer): Promise<void> {
    const { run } = this;
    await run.check('FAILURE', authorization.checkStateInAuthorizationResponse, answer);
    await run.check(
      'FAILURE',
      authorization.validateIssIfPresentInAuthorizationResponse,
      answer,
      this.server,
    );
    for (const condition of [
      authorization.ensureErrorFromAuthorizationEndpointResponse,
      authorization.rejectAuthCodeInAuthorizationEndpointResponse,
      authorization.validateErrorDescriptionFromAuthorizationEndpointResponseError,
      authorization.validateErrorUriFromAuthorizationEndpointResponseError,
    ]) {
      await run.check('FAILURE', condition, answer);
    }
    for (const condition of [
      authorization.checkForUnexpectedParametersInErrorResponseFromAuthorizationEndpoint,
      authorization.checkErrorDescriptionFromAuthorizationEndpointResponseErrorContainsCRLFTAB,
    ]) {
      await run.check('WARNING', condition, answer);
    }
  }

  /** A request to the token endpoint with the client's own way to prove itself. */
  async callTokenEndpoint(
    parameters: Readonly<Record<string, string>>,
    client = this.client,
  ): Promise<TokenAnswer> {
    const isBasic = client.auth === 'client_secret_basic';
    const form = new URLSearchParams(parameters);
    if (!isBasic) {
      form.set('client_id', client.id);
      form.set('client_secret', client.secret);
    }
    const headers = { ...FORM, ...(isBasic ? { authorization: basicOf(client) } : {}) };
    const answer = await this.send(this.server.token_endpoint, 'POST', headers, form.toString());
    return token.tokenAnswerOf(answer);
  }

  codeRequest(code: string): Record<string, string> {
    return {
      grant_type: 'authorization_code',
      code,
      redirect_uri: `${SUITE_URL}/callback`,
    };
  }

  /** `requestAuthorizationCode`, with the checks of each ID token. */
  async exchange(
    code: string,
    request: AuthorizationRequest,
    {
      extra = {},
      client = this.client,
    }: { extra?: Record<string, string>; client?: SuiteClient } = {},
  ): Promise<Tokens> {
    const { run } = this;
    const answer = await this.callTokenEndpoint({ ...this.codeRequest(code), ...extra }, client);
    await run.require(token.checkTokenEndpointHttpStatus200, answer);
    await run.require(token.checkIfTokenEndpointResponseError, answer);
    const accessToken = await run.require(token.extractAccessTokenFromTokenResponse, answer);
    await run.check('FAILURE', token.validateExpiresIn, answer);
    const issued = await run.require(token.extractIdTokenFromTokenResponse, answer);
    await this.checkIdToken(issued, this.expected(request, client));
    return { ...answer, accessToken, idToken: issued };
  }

  expected(request: AuthorizationRequest, client = this.client): Expected {
    const { server, serverKeys: keys } = this;
    return { server, keys, client, request, now: this.suite.now() };
  }

  /** `PerformStandardIdTokenChecks` */
  async checkIdToken(issued: IdToken, expected: Expected): Promise<void> {
    for (const condition of [
      idToken.validateIdToken,
      idToken.validateIdTokenStandardClaims,
      idToken.validateIdTokenNonce,
      idToken.validateIdTokenACRClaimAgainstRequest,
      idToken.validateIdTokenSignature,
      idToken.checkForSubjectInIdToken,
      idToken.ensureIdTokenUpdatedAtValid,
    ]) {
      await this.run.check('FAILURE', condition, issued, expected);
    }
  }

  /** `requestProtectedResource`: the suite takes userinfo for it. */
  async requestProtectedResource(accessToken: string): Promise<void> {
    const answer = await this.callUserInfo(accessToken);
    await this.run.check('FAILURE', userinfo.ensureHttpStatusCodeIs200, answer);
  }

  callUserInfo(accessToken: string, method: 'GET' | 'POST' = 'GET'): Promise<WireAnswer> {
    return this.send(this.server.userinfo_endpoint, method, {
      authorization: `Bearer ${accessToken}`,
    });
  }

  /** The whole flow of a request that must succeed: code, tokens, userinfo. */
  async happy(changes: Changes = {}): Promise<HappyFlow> {
    const answer = await this.authorize(changes);
    const code = await this.acceptCode(answer);
    const { request } = answer;
    const tokens = await this.exchange(code, request);
    await this.requestProtectedResource(tokens.accessToken);
    return { request, code, tokens };
  }

  /**
   * A screenshot that a person has to look at: the scripts have to have taken it.
   *
   * @param before how many there were before the page that matters
   */
  expectScreenshot(before = 0): void {
    if (this.browser.screenshots.length <= before) throw new Error('no screenshot was taken');
    this.run.review();
  }

  /** The browser must be left at a page of the server, which a screenshot shows. */
  async expectPage(address: string): Promise<void> {
    await this.browser.goToUrl(address);
    const [arrival] = this.suite.wire.takeArrivals();
    if (arrival !== undefined) throw new Error(`the browser was sent to ${arrival.path}`);
    this.expectScreenshot();
  }

  /** A request of the suite itself, not of the browser. */
  send(
    address: string,
    method: 'GET' | 'POST' = 'GET',
    headers: Readonly<Record<string, string>> = {},
    body?: string,
  ): Promise<WireAnswer> {
    return this.suite.wire.send({
      method,
      url: new URL(address),
      headers: { accept: 'application/json', ...headers },
      ...(body === undefined ? {} : { body }),
    });
  }
}

/** Of a request that carries a form. */
export const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

/** @throws Error unless the browser was sent back to the suite exactly once */
export function onlyOne(arrivals: readonly Arrival[]): Arrival {
  const [first, ...more] = arrivals;
  if (first === undefined) throw new Error('the browser was not sent back to the suite');
  if (more.length > 0) throw new Error('the browser was sent back to the suite more than once');
  return first;
}

export function randomText(length: number): string {
  return randomBytes(length).toString('base64url').slice(0, length);
}

/** RFC 6749 §2.3.1: both parts are form-encoded first. */
function basicOf({ id, secret }: SuiteClient): string {
  const encoded = [id, secret].map((part) => new URLSearchParams({ v: part }).toString().slice(2));
  return `Basic ${Buffer.from(encoded.join(':')).toString('base64')}`;
}
