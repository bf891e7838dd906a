import type { ContentObject } from '@nestjs/swagger';
import type { ProblemStatus } from './problem-components.js';
import { jsonOf } from './references.js';

/** What a controller's decorators do not say of an operation. */
export interface OperationNotes {
  readonly operationId?: string;
  readonly summary?: string;
  /** Of the successful response. */
  readonly answer?: { readonly description: string; readonly content: ContentObject };
  /** Refusals besides those that every operation of its kind has. */
  readonly problems?: readonly ProblemStatus[];
}

/** By method and path: these are fixed by the public contract, names in the code are not. */
export const OPERATION_NOTES: Readonly<Record<string, OperationNotes>> = {
  'post /doctor': { problems: [429] },
  'get /credential': {
    answer: { description: 'The caller.', content: jsonOf('Credential') },
  },
  'post /login': {
    answer: { description: 'Signed in.', content: jsonOf('LoginTokens') },
    problems: [401, 429],
  },
  'post /login/refresh': {
    answer: { description: 'New tokens; the old refresh token is used up.', content: jsonOf('LoginTokens') },
    problems: [401],
  },
  'post /logout': {},
  'get /data': {
    answer: { description: 'Records, and who asked.', content: jsonOf('SampleData') },
  },
  'get /v1/data': {
    answer: { description: 'Records, and who asked.', content: jsonOf('SampleData') },
  },
  'get /profile': { answer: { description: 'The caller.', content: jsonOf('Profile') } },
  'post /secure-endpoint': {
    answer: { description: 'The token is good.', content: jsonOf('SecureAnswer') },
  },
  'get /v1/user': {
    operationId: 'getTokenUser',
    answer: { description: 'The user, or the app itself.', content: jsonOf('TokenUser') },
  },
  'get /protected': { answer: { description: 'The name.', content: jsonOf('LoggedIn') } },
  'get /api/v1/Owners': { answer: { description: 'The owners.', content: jsonOf('Owners') } },
  'get /livez': {
    operationId: 'getLiveness',
    answer: { description: 'It is.', content: jsonOf('Live') },
  },
  'get /readyz': {
    operationId: 'getReadiness',
    answer: { description: 'It can.', content: jsonOf('Ready') },
  },
  'get /metrics': {
    operationId: 'getMetrics',
    answer: {
      description: 'The Prometheus text format.',
      content: { 'text/plain': { schema: { type: 'string' } } },
    },
  },
  // A name that is taken, the last administrator, what is revoked: 409 where, and only where, it occurs.
  'post /admin/users': { problems: [409] },
  'patch /admin/users/{user_id}': { problems: [409] },
  'delete /admin/users/{user_id}': { problems: [409] },
  'post /admin/apis': { problems: [409] },
  'patch /admin/apis/{api_id}': { problems: [409] },
  'patch /admin/apps/{app_id}/api-keys/{key_id}': { problems: [409] },
  'post /admin/apps/{app_id}/api-keys/{key_id}/rotate': { problems: [409] },
  'patch /admin/apps/{app_id}/access-keys/{access_key_id}': { problems: [409] },
  'post /admin/apps/{app_id}/access-keys/{access_key_id}/rotate': { problems: [409] },
  'post /admin/apps/{app_id}/oauth-clients/{client_id}/secrets': { problems: [409] },
  'post /admin/signing-keys/rotate': { problems: [409] },
  'post /admin/signing-keys/{key_id}/revoke': { problems: [409] },
};
