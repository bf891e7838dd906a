import type { HeadersObject, ParameterObject, PathsObject } from '@nestjs/swagger';
import { headerRefs } from '../header-components.js';
import { problems } from '../references.js';

/** Who calls: in every 200, empty where there is nothing to say (contract §7). */
const IDENTITY_HEADERS: HeadersObject = Object.fromEntries(
  (
    [
      ['Kind', 'The kind of the credential, or `anonymous`.'],
      ['Subject', 'Percent-encoded UTF-8.'],
      ['App', 'Id of the app.'],
      ['Credential', 'Id of the credential.'],
      ['Scopes', 'Separated by spaces.'],
      ['Roles', 'Separated by commas, each percent-encoded.'],
      ['Groups', 'Separated by commas, each percent-encoded.'],
      ['Token', 'The same as a JWT (ES256), for one minute and one API; see `/oauth/jwks`.'],
    ] as const
  ).map(([name, description]) => [
    `X-Auth-${name}`,
    { description, required: true, schema: { type: 'string' } },
  ]),
);

const ORIGINAL: readonly (readonly [string, string])[] = [
  ['X-Forwarded-Method', 'The method that the client used; or `X-Original-Method`.'],
  ['X-Forwarded-Uri', 'Path and query as the client sent them; or `X-Original-URI`.'],
  ['X-Forwarded-Host', 'The `Host` of the client. Needed with `X-Forwarded-Uri`.'],
  ['X-Forwarded-Proto', '`http` or `https`. Needed with `X-Forwarded-Uri`.'],
  ['X-Forwarded-For', 'The address of the client; without it, the address counts as unknown.'],
];

const PARAMETERS: ParameterObject[] = [
  {
    name: 'mode',
    in: 'query',
    required: false,
    description:
      'For nginx: nothing is answered but 200, 401 and 403; a refusal has `X-Auth-Decision`, for `/verify/denied`.',
    schema: { type: 'string', enum: ['nginx'] },
  },
  ...ORIGINAL.map(
    ([name, description]): ParameterObject => ({
      name,
      in: 'header',
      required: false,
      description,
      schema: { type: 'string' },
    }),
  ),
];

/** What reverse proxies ask that forward requests themselves (contract §7). */
export const FORWARD_AUTH_PATHS: PathsObject = {
  '/verify': {
    get: {
      operationId: 'verifyRequest',
      summary: 'Decide on a request for a proxy',
      description:
        'For reverse proxies of `OSTIARY_TRUSTED_PROXIES` only, with any method. The proxy sends the client’s headers, and says in those below which request it asks about. Envoy’s form is `/verify/<path>`, with the method and the `Host` of the original.',
      security: [],
      parameters: PARAMETERS,
      responses: {
        200: {
          description: 'Allowed. The body is empty; the headers say who calls.',
          headers: {
            ...headerRefs('X-Request-Id', 'RateLimit', 'RateLimit-Policy'),
            ...IDENTITY_HEADERS,
          },
        },
        ...problems(400, 401, 403, 404, 429, 503),
      },
    },
  },
  '/verify/denied': {
    get: {
      operationId: 'showRefusal',
      summary: 'Turn a refusal that nginx has carried into the client’s answer',
      description:
        'Answers with the status, the headers and the problem document of that refusal. Never with success: without a fresh `X-Auth-Decision` of this server it is a plain 403.',
      security: [],
      parameters: [
        {
          name: 'X-Auth-Decision',
          in: 'header',
          required: true,
          description: 'As `/verify?mode=nginx` has answered it.',
          schema: { type: 'string' },
        },
      ],
      responses: {
        default: { $ref: '#/components/responses/Forbidden' },
        ...problems(400, 401, 403, 404, 429, 503),
      },
    },
  },
};
