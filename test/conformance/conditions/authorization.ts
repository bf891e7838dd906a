import type { AuthorizationAnswer, ServerMetadata } from '../suite/flow.js';
import { must } from '../suite/run.js';
import { lengthAndEntropy } from './entropy.js';

const ERROR_PARAMETERS = new Set([
  'error',
  'error_description',
  'error_uri',
  'state',
  'session_state',
  'iss',
]);
/** RFC 6749 §4.1.2.1: %x20-21 / %x23-5B / %x5D-7E */
export const DESCRIPTION = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;
const NEEDS_A_PERSON = new Set([
  'interaction_required',
  'login_required',
  'account_selection_required',
  'consent_required',
]);

/** The redirect URI of the suite has no query, so none can be lost. */
export function checkMatchingCallbackParameters({ arrival }: AuthorizationAnswer): void {
  must(
    arrival.method === 'GET' && arrival.path === 'callback',
    `${arrival.method} ${arrival.path}`,
  );
}

export function validateIssIfPresentInAuthorizationResponse(
  { arrival }: AuthorizationAnswer,
  { issuer, ...server }: ServerMetadata,
): void {
  const iss = arrival.query.get('iss');
  must(iss === null || iss === issuer, `iss is ${iss}`);
  const isPromised = server['authorization_response_iss_parameter_supported'] === true;
  must(iss !== null || !isPromised, 'no iss, which discovery promises (RFC 9207 §3)');
}

export function checkIfAuthorizationEndpointError({
  arrival: { query },
}: AuthorizationAnswer): void {
  must(!query.has('error'), `${query.get('error')}: ${query.get('error_description')}`);
}

export function checkStateInAuthorizationResponse({ request, arrival }: AuthorizationAnswer): void {
  must(arrival.query.get('state') === (request['state'] ?? null), 'another state');
  must(arrival.query.getAll('state').length <= 1, 'more than one state');
}

export function extractAuthorizationCodeFromAuthorizationResponse({
  arrival,
}: AuthorizationAnswer): string {
  const code = arrival.query.get('code');
  must(code !== null && code !== '', 'no code');
  return code;
}

export function ensureMinimumAuthorizationCodeLength(code: string): void {
  must(lengthAndEntropy(code).bits >= 128, 'too short');
}

export function ensureMinimumAuthorizationCodeEntropy(code: string): void {
  must(lengthAndEntropy(code).entropy > 96, 'not random enough');
}

export function ensureErrorFromAuthorizationEndpointResponse({
  arrival: { query },
}: AuthorizationAnswer): void {
  must(Boolean(query.get('error')), `no error: ${query}`);
}

export function rejectAuthCodeInAuthorizationEndpointResponse({
  arrival,
}: AuthorizationAnswer): void {
  must(!arrival.query.has('code'), 'an error with a code');
}

export function checkForUnexpectedParametersInErrorResponseFromAuthorizationEndpoint({
  arrival: { query },
}: AuthorizationAnswer): void {
  const others = [...query.keys()].filter((name) => !ERROR_PARAMETERS.has(name));
  must(others.length === 0, `unexpected: ${others.join(', ')}`);
}

export function checkErrorDescriptionFromAuthorizationEndpointResponseErrorContainsCRLFTAB({
  arrival,
}: AuthorizationAnswer): void {
  must(!/[\r\n\t]/.test(arrival.query.get('error_description') ?? ''), 'a line break or tab');
}

export function validateErrorDescriptionFromAuthorizationEndpointResponseError({
  arrival,
}: AuthorizationAnswer): void {
  const description = arrival.query.get('error_description') ?? '';
  must(DESCRIPTION.test(description), `forbidden characters: ${description}`);
}

export function validateErrorUriFromAuthorizationEndpointResponseError({
  arrival,
}: AuthorizationAnswer): void {
  const uri = arrival.query.get('error_uri');
  must(uri === null || URL.canParse(uri), `error_uri is ${uri}`);
}

export function checkErrorFromAuthorizationEndpointIsOneThatRequiredAUserInterface({
  arrival: { query },
}: AuthorizationAnswer): void {
  must(NEEDS_A_PERSON.has(query.get('error') ?? ''), `error is ${query.get('error')}`);
}

export function checkErrorFromAuthorizationEndpointErrorInvalidRequestOrUnsupportedResponseType({
  arrival: { query },
}: AuthorizationAnswer): void {
  const error = query.get('error') ?? '';
  must(['invalid_request', 'unsupported_response_type'].includes(error), `error is ${error}`);
}
