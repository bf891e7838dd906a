import type { SchemaObject } from '@nestjs/swagger';
import { oauthRefusal } from '../references.js';

export const FORM = 'application/x-www-form-urlencoded';

/** Client authentication by form, the alternative to the scheme `oauth_client`. */
export const CLIENT_MEMBERS: Record<string, SchemaObject> = {
  client_id: { type: 'string' },
  client_secret: { type: 'string', format: 'password' },
};

export const CLIENT_OR_FORM = [{ oauth_client: [] }, {}];

export const RESOURCE: SchemaObject = {
  type: 'string',
  format: 'uri',
  description: 'The audience of the access token (RFC 8707): the one of a protected API.',
};

/** Of every endpoint that a client calls. */
export const REFUSALS = {
  400: oauthRefusal('The request is refused: `error` says why.'),
  401: oauthRefusal('The client is not authenticated: `invalid_client`.', 'WWW-Authenticate'),
  503: oauthRefusal('Something that is needed does not answer; try again.', 'Retry-After'),
};

