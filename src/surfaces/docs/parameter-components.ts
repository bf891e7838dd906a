import type { ParameterObject, ReferenceObject } from '@nestjs/swagger';

/** Query parameters of every list. */
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
  if (parameter.in === 'query') {
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
