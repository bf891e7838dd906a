import type { PathsObject } from '@nestjs/swagger';
import { answer, jsonOf, problems } from '../references.js';

/** Documents under `/.well-known` (contract §4). */
export const DISCOVERY_PATHS: PathsObject = {
  '/.well-known/openid-configuration': {
    get: {
      operationId: 'getOpenidConfiguration',
      summary: 'OpenID Connect discovery',
      security: [],
      responses: { 200: answer('What is on here.', jsonOf('ServerMetadata')), ...problems(400) },
    },
  },
  '/.well-known/oauth-authorization-server': {
    get: {
      operationId: 'getServerMetadata',
      summary: 'Authorization server metadata (RFC 8414)',
      security: [],
      responses: { 200: answer('What is on here.', jsonOf('ServerMetadata')), ...problems(400) },
    },
  },
  '/.well-known/oauth-protected-resource': {
    get: {
      operationId: 'getResourceMetadata',
      summary: 'This server as a protected resource (RFC 9728)',
      security: [],
      responses: {
        200: answer('Where its tokens come from.', jsonOf('ResourceMetadata')),
        ...problems(400),
      },
    },
  },
  '/.well-known/oauth-protected-resource/{path}': {
    get: {
      operationId: 'getResourceMetadataOf',
      summary: 'A protected API as a protected resource (RFC 9728 §3.1)',
      security: [],
      parameters: [
        {
          name: 'path',
          in: 'path',
          required: true,
          description: 'The path prefix of the API, without its first slash.',
          schema: { type: 'string' },
          example: 'api/weather-basic',
        },
      ],
      responses: {
        200: answer('Where its tokens come from.', jsonOf('ResourceMetadata')),
        ...problems(400, 404),
      },
    },
  },
};
