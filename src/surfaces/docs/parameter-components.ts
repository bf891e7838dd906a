import type { ParameterObject, ReferenceObject } from '@nestjs/swagger';
import { IDEMPOTENCY_KEY, LONGEST_KEY } from '../management/idempotency/idempotency-key-header.js';

/** Query parameters of every list, and the header of whatever creates something. */
export const PARAMETER_COMPONENTS = {
  Limit: {
    name: 'limit',
    in: 'query',
    required: false,
    description: 'The most entries that one page has.',
    schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
  },
  Cursor: {
    name: 'cursor',
    in: 'query',
    required: false,
    description: 'The `next_cursor` of the page before.',
    schema: { type: 'string', minLength: 1, maxLength: 2048 },
  },
  IdempotencyKey: {
    name: IDEMPOTENCY_KEY,
    in: 'header',
    required: false,
    description:
      'A value of your own for this request, such as a UUID, so that it can be repeated when its answer got lost: for 24 hours nothing is done twice. A repetition is refused with 409 and the member `id`; a secret is not shown again. With `Retry-After`, the first is still being worked on.',
    schema: { type: 'string', minLength: 1, maxLength: LONGEST_KEY, pattern: '^[!-~]+$' },
    example: '8e03978e-40d5-43dd-bc93-6894a57f9324',
  },
} as const satisfies Record<string, ParameterObject>;

/** What path parameters hold. */
const ID_PARAMETERS: Readonly<Record<string, { description: string; prefix: string }>> = {
  user_id: { description: 'Id of the user.', prefix: 'usr' },
  app_id: { description: 'Id of the app.', prefix: 'app' },
  key_id: { description: 'Id of the API key; it is not the key.', prefix: 'key' },
  access_key_id: { description: 'Id of the access key; it is not the AK.', prefix: 'acc' },
  client_id: { description: 'Id of the OAuth client.', prefix: 'cli' },
  secret_id: { description: 'Id of the client secret.', prefix: 'sec' },
  api_id: { description: 'Id of the protected API.', prefix: 'api' },
};

/** A parameter with the text that its name deserves. */
export function completeParameter(
  parameter: ParameterObject | ReferenceObject,
): ParameterObject | ReferenceObject {
  if ('$ref' in parameter) return parameter;
  if (parameter.in === 'query' || parameter.in === 'header') {
    const shared = Object.entries(PARAMETER_COMPONENTS).find(([, { name }]) => name === parameter.name);
    return shared === undefined ? parameter : { $ref: `#/components/parameters/${shared[0]}` };
  }
  const id = parameter.in === 'path' ? ID_PARAMETERS[parameter.name] : undefined;
  if (id === undefined) return parameter;
  return {
    ...parameter,
    description: id.description,
    schema: { type: 'string', pattern: `^${id.prefix}_[0-9a-hjkmnp-tv-z]{26}$` },
  };
}
