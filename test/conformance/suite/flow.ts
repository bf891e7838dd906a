import type { JSONWebKeySet, JWTHeaderParameters, JWTPayload } from 'jose';
import type { Arrival, WireAnswer } from './wire.js';

export type ClientAuth = 'client_secret_basic' | 'client_secret_post';

/** A client of the server, as the configuration of the suite names it. */
export interface SuiteClient {
  readonly id: string;
  readonly secret: string;
  readonly auth: ClientAuth;
}

/** The discovery document. */
export interface ServerMetadata {
  readonly issuer: string;
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
  readonly userinfo_endpoint: string;
  readonly end_session_endpoint: string;
  readonly jwks_uri: string;
  readonly [member: string]: unknown;
}

export type AuthorizationRequest = Readonly<Record<string, string>>;

/** What came back from the authorization endpoint to the suite. */
export interface AuthorizationAnswer {
  readonly request: AuthorizationRequest;
  readonly arrival: Arrival;
}

export interface IdToken {
  readonly value: string;
  readonly header: JWTHeaderParameters;
  readonly claims: JWTPayload;
}

export interface TokenAnswer {
  readonly answer: WireAnswer;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Tokens extends TokenAnswer {
  readonly accessToken: string;
  readonly idToken: IdToken;
}

/** What a claim is judged against. */
export interface Expected {
  readonly server: ServerMetadata;
  readonly keys: JSONWebKeySet;
  readonly client: SuiteClient;
  readonly request: AuthorizationRequest;
  /** Epoch milliseconds. */
  readonly now: number;
}
