import {
  credentialSchema,
  namedLimitStateSchema,
  principalSchema,
  quotaStateSchema,
} from './principal.schema.js';
import { loginAnswerSchema } from './login.schema.js';
import * as oauth from './oauth.schema.js';
import { liveSchema, readySchema } from './operations.schema.js';
import * as samples from './samples.schema.js';

/** What operations answer, by the name of the component. */
export const ANSWERS = {
  Principal: principalSchema,
  Credential: credentialSchema,
  QuotaState: quotaStateSchema,
  LimitState: namedLimitStateSchema,
  LoginTokens: loginAnswerSchema,
  Live: liveSchema,
  Ready: readySchema,
  SampleData: samples.sampleDataSchema,
  SampleRecord: samples.sampleRecordSchema,
  Profile: samples.profileSchema,
  SecureAnswer: samples.secureAnswerSchema,
  TokenUser: samples.tokenUserSchema,
  LoggedIn: samples.loggedInSchema,
  Owners: samples.ownersSchema,
  Owner: samples.ownerSchema,
  Weather: samples.weatherSchema,
  WeatherReport: samples.weatherReportSchema,
  WeatherCaller: samples.weatherCallerSchema,
  OAuthError: oauth.oauthErrorSchema,
  OAuthTokens: oauth.tokenAnswerSchema,
  PushedRequest: oauth.pushedRequestSchema,
  DeviceAuthorization: oauth.deviceAuthorizationSchema,
  Introspection: oauth.introspectionSchema,
  UserInfo: oauth.userInfoSchema,
  Jwks: oauth.jwksSchema,
  Jwk: oauth.jwkSchema,
  ServerMetadata: oauth.serverMetadataSchema,
  ResourceMetadata: oauth.resourceMetadataSchema,
};

export type AnswerName = keyof typeof ANSWERS;
