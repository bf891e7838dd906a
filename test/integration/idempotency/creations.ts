import type { OpenAPIObject, OperationObject } from '@nestjs/swagger';

/** An operation that makes something, or that answers with a secret. */
export interface Creation {
  /** As in the document. */
  readonly path: string;
  readonly operation: OperationObject;
}

/** Members of an answer that are shown once. */
const SECRETS = ['key', 'sk', 'client_secret', 'registration_token'];

/** Bodies by what the path ends with; `serial` makes their names unique. */
const BODIES: Readonly<Record<string, (serial: number) => Record<string, unknown>>> = {
  users: (serial) => ({ username: `person-${serial}`, password: `seven green boats ${serial}` }),
  apps: (serial) => ({ name: `App ${serial}` }),
  apis: (serial) => ({ name: `api-${serial}`, path_prefix: `/api-${serial}` }),
  'api-keys': (serial) => ({ name: `Key ${serial}`, scopes: [] }),
  'access-keys': (serial) => ({ name: `Pair ${serial}` }),
  'oauth-clients': (serial) => ({
    client_name: `Client ${serial}`,
    redirect_uris: ['https://client.example.org/callback'],
    grant_types: ['authorization_code'],
    token_endpoint_auth_method: 'client_secret_basic',
  }),
  secrets: (serial) => ({ overlap_seconds: serial }),
  rotate: (serial) => ({ overlap_seconds: serial }),
  'registration-tokens': (serial) => ({ lifetime_seconds: 60 + serial }),
};

/** Every POST of the administration and of accounts that creates something or issues a secret. */
export function creationsOf(document: OpenAPIObject): Creation[] {
  return Object.entries(document.paths).flatMap(([path, { post }]) => {
    if (post === undefined || !/^\/(?:admin|account)\//.test(path)) return [];
    return '201' in post.responses || issuesSecret(post, document)
      ? [{ path, operation: post }]
      : [];
  });
}

/** A body that the operation takes; each time another one. */
export function bodyFor(path: string, serial: number): Record<string, unknown> {
  const body = BODIES[path.slice(path.lastIndexOf('/') + 1)];
  if (body === undefined) throw new Error(`say here what ${path} takes`);
  return body(serial);
}

/** The secrets in an answer. */
export function secretsIn(answer: Readonly<Record<string, unknown>>): string[] {
  return SECRETS.flatMap((name) => (typeof answer[name] === 'string' ? [answer[name]] : []));
}

function issuesSecret(operation: OperationObject, document: OpenAPIObject): boolean {
  return Object.values(operation.responses).some((response) => {
    if (response === undefined || '$ref' in response) return false;
    const schema = response.content?.['application/json']?.schema;
    if (schema === undefined) return false;
    const name = '$ref' in schema ? schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1) : '';
    const shown = document.components?.schemas?.[name];
    return shown !== undefined && 'properties' in shown
      ? SECRETS.some((secret) => secret in (shown.properties ?? {}))
      : false;
  });
}
