import type { OpenAPIObject, SchemaObject } from '@nestjs/swagger';

/** Objects inside of requests and answers, known by their members. */
const PARTS: ReadonlyMap<string, string> = new Map([
  ['limit window_seconds', 'Quota'],
  ['limit period', 'PeriodQuota'],
  ['quota rate_limits set_by', 'FurtherLimits'],
  ['created_at last_used_at preview retires_at', 'ApiKeySecret'],
  ['created_at id last_used_at preview retires_at', 'AccessKeySecret'],
  ['at ip user_agent', 'LastUse'],
  ['api_id app_id code count credential_id kind period_start', 'UsageCount'],
  [
    'action actor_id actor_kind at client_address detail id request_id target_id target_type',
    'AuditEvent',
  ],
  ['created_at expires_at id last_used_at preview', 'OAuthClientSecret'],
  ['keys', 'JsonWebKeySet'],
  ['description name', 'ApiScope'],
  ['accept methods path public scopes', 'ApiRoute'],
  [
    'connect_timeout_seconds first_byte_timeout_seconds idle_timeout_seconds max_concurrent_requests',
    'UpstreamOptions',
  ],
  ['country formatted locality postal_code region street_address', 'Address'],
  [
    'address birthdate email email_verified family_name gender given_name locale middle_name name ' +
      'nickname phone_number phone_number_verified picture profile website zoneinfo',
    'UserClaims',
  ],
  [
    'address birthdate email family_name gender given_name locale middle_name name ' +
      'nickname phone_number picture profile website zoneinfo',
    'OwnClaims',
  ],
  ['resource scopes', 'AllowedScopes'],
  [
    'api_reference authorization_server console error_codes jwks openapi openid_configuration',
    'ServerDocuments',
  ],
  ['access_token id_token identity_token login_token', 'TokenLifetimes'],
  ['config files notes proxy', 'ProxyConfiguration'],
  ['content name', 'ProxyFile'],
  ['check result text', 'Check'],
  ['name text', 'Finding'],
  ['id name', 'NamedApi'],
  ['revoke self', 'CredentialLinks'],
  ['limit name remaining reset_seconds window_seconds', 'DecidedLimit'],
  [
    'allowed allowed_at app_name claims client_id client_name last_used_at owner_name',
    'AuthorizedApp',
  ],
  [
    'accept access audience environment granted_app_ids host id name path_prefix scopes url',
    'CallableApi',
  ],
  [
    'api_reference authorization_server console error_codes jwks openapi openid_configuration',
    'ServerDocuments',
  ],
  ['access_token id_token identity_token login_token', 'TokenLifetimes'],
  ['client_address created_at current expires_at id kind last_used_at user_agent', 'Session'],
]);
const PAGE = 'data next_cursor';
const SCHEMAS = '#/components/schemas/';

type Json = Record<string, unknown>;

/**
 * Makes components of what stands inside of other schemas, and of the pages of lists: a generated client
 * then has one class `Quota`, which its requests and its answers share.
 */
export function nameParts(document: OpenAPIObject): OpenAPIObject {
  const found = new Map<string, Json>();
  const paths = extract(document.paths, found) as OpenAPIObject['paths'];
  const schemas = Object.entries(document.components?.schemas ?? {}).map(([name, schema]) => [
    name,
    extractBelow(schema as Json, found),
  ]);
  return {
    ...document,
    paths,
    components: {
      ...document.components,
      schemas: { ...Object.fromEntries(schemas), ...Object.fromEntries(found) } as Record<
        string,
        SchemaObject
      >,
    },
  };
}

function extract(value: unknown, found: Map<string, Json>): unknown {
  if (Array.isArray(value)) return value.map((item) => extract(item, found));
  if (typeof value !== 'object' || value === null) return value;
  const schema = extractBelow(value as Json, found);
  const name = nameOf(schema);
  if (name === null) return schema;
  const { additionalProperties, ...open } = schema;
  // What a request may hold says more than what an answer does. Both may stand for the other, except
  // that an answer may grow members.
  if (additionalProperties === false || !found.has(name)) found.set(name, open);
  return { $ref: `${SCHEMAS}${name}` };
}

function extractBelow(schema: Json, found: Map<string, Json>): Json {
  const members = Object.entries(schema).map(([key, member]) => [key, extract(member, found)]);
  return Object.fromEntries(members) as Json;
}

function nameOf({ type, properties }: Json): string | null {
  if (type !== 'object' || typeof properties !== 'object' || properties === null) return null;
  const members = Object.keys(properties).sort().join(' ');
  return members === PAGE ? pageName(properties as Json) : (PARTS.get(members) ?? null);
}

function pageName({ data }: Json): string | null {
  const reference = (data as { items?: { $ref?: string } }).items?.$ref;
  return reference === undefined ? null : `${reference.slice(SCHEMAS.length)}Page`;
}
