import type { PathsObject, SchemaObject } from '@nestjs/swagger';
import { answer, jsonOf, oauthRefusal } from '../references.js';
import { CLIENT_MEMBERS, CLIENT_OR_FORM, FORM, REFUSALS, RESOURCE } from './oauth-parts.js';

const SCOPE: SchemaObject = { type: 'string', description: 'Space-separated.' };
const PAGE = { 'text/html': { schema: { type: 'string' } } } as const;

const PUSHED_REQUEST: SchemaObject = {
  type: 'object',
  required: ['client_id', 'response_type', 'redirect_uri'],
  properties: {
    response_type: { type: 'string', enum: ['code'] },
    redirect_uri: { type: 'string', format: 'uri' },
    scope: SCOPE,
    state: { type: 'string' },
    code_challenge: { type: 'string' },
    code_challenge_method: { type: 'string', enum: ['S256'] },
    resource: RESOURCE,
    ...CLIENT_MEMBERS,
  },
};

const DEVICE_REQUEST: SchemaObject = {
  type: 'object',
  properties: { scope: SCOPE, resource: RESOURCE, ...CLIENT_MEMBERS },
};

const TOO_MANY = {
  429: oauthRefusal('Public clients in this network asked too often.', 'Retry-After'),
};

/** Where programs prepare a question to a person. */
export const OAUTH_REQUEST_PATHS: PathsObject = {
  '/oauth/par': {
    post: {
      operationId: 'pushAuthorizationRequest',
      summary: 'Push an authorization request (RFC 9126)',
      description: 'The `request_uri` is good for one authorization within 60 seconds.',
      security: CLIENT_OR_FORM,
      requestBody: { required: true, content: { [FORM]: { schema: PUSHED_REQUEST } } },
      responses: { 201: answer('Where it is kept.', jsonOf('PushedRequest')), ...REFUSALS, ...TOO_MANY },
    },
  },
  '/oauth/device_authorization': {
    post: {
      operationId: 'authorizeDevice',
      summary: 'Begin the sign-in of a device without a keyboard (RFC 8628)',
      description:
        'Show `user_code` and `verification_uri` to the person, and poll the token endpoint every `interval` seconds.',
      security: CLIENT_OR_FORM,
      requestBody: { required: true, content: { [FORM]: { schema: DEVICE_REQUEST } } },
      responses: { 200: answer('The codes.', jsonOf('DeviceAuthorization')), ...REFUSALS, ...TOO_MANY },
    },
  },
  '/oauth/device': {
    get: {
      operationId: 'enterDeviceCode',
      summary: 'Send a user here to connect a device',
      description: 'A page for the user’s browser, not for programs.',
      security: [],
      parameters: [
        {
          name: 'user_code',
          in: 'query',
          required: false,
          description: 'Fills the form in; the user still confirms.',
          schema: { type: 'string' },
        },
        { name: 'ui_locales', in: 'query', required: false, schema: { type: 'string' } },
      ],
      responses: {
        200: answer('The page.', PAGE),
        400: answer('A page that says what is wrong.', PAGE),
        429: answer('A page: too many sign-ins were started from this network.', PAGE, 'Retry-After'),
      },
    },
  },
};
