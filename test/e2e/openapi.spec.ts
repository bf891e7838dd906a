import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { OpenAPIObject, OperationObject } from '@nestjs/swagger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { CLIENT_GRANT_TYPES } from '../../src/modules/oauth-clients/index.js';
import { ANSWERS } from '../../src/surfaces/docs/schemas/index.js';
import { startServer, type TestServer } from '../harness/server.js';

const REDOCLY = fileURLToPath(
  new URL('../../node_modules/@redocly/cli/bin/cli.js', import.meta.url),
);
const PUBLIC_URL = 'https://auth.example.net';
const METHODS = ['get', 'put', 'post', 'delete', 'patch'] as const;

let server: TestServer;
let document: OpenAPIObject;
let operations: readonly (OperationObject & { readonly place: string })[];

beforeAll(async () => {
  server = await startServer({ env: { OSTIARY_PUBLIC_URL: PUBLIC_URL } });
  document = (await server.call<OpenAPIObject>('GET', '/openapi.json')).body;
  operations = Object.entries(document.paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method];
      return operation === undefined ? [] : [{ ...operation, place: `${method} ${path}` }];
    }),
  );
});
afterAll(() => server.stop());

const placesOf = (wrong: (operation: OperationObject & { place: string }) => boolean): string[] =>
  operations.filter(wrong).map(({ place }) => place);

/** Every value of `$ref` in a document. */
function referencesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    key === '$ref' && typeof member === 'string' ? [member] : referencesIn(member),
  );
}

function find(reference: string): unknown {
  return reference
    .replace(/^#\//, '')
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(
      (value, part) => (value as Record<string, unknown> | undefined)?.[part],
      document,
    );
}

/** What the recommended rules of Redocly find in a document. */
function problemsOf(linted: OpenAPIObject, directory: string): string[] {
  const file = join(directory, 'openapi.json');
  writeFileSync(file, JSON.stringify(linted));
  const { stdout } = spawnSync(
    process.execPath,
    [REDOCLY, 'lint', '--extends=recommended', '--format=json', '--max-problems=1000', file],
    {
      cwd: directory,
      encoding: 'utf8',
      env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
    },
  );
  const report = JSON.parse(stdout) as {
    readonly totals: object;
    readonly problems: readonly { readonly ruleId: string; readonly message: string }[];
  };
  const problems = report.problems.map(({ ruleId, message }) => `${ruleId}: ${message}`);
  if (problems.length === 0) {
    expect(report.totals).toEqual({ errors: 0, warnings: 0, ignored: 0 });
  }
  return problems;
}

describe('the OpenAPI document', () => {
  it('passes the recommended rules of Redocly without an error or a warning', () => {
    expect(problemsOf(document, server.directory)).toEqual([]);
  });

  it('passes them in production too, without the samples', async () => {
    const production = await startServer({
      samples: false,
      env: {
        NODE_ENV: 'production',
        OSTIARY_PUBLIC_URL: PUBLIC_URL,
        OSTIARY_MASTER_KEY: randomBytes(32).toString('base64'),
      },
    });
    try {
      const { body } = await production.call<OpenAPIObject>('GET', '/openapi.json');
      expect(problemsOf(body, production.directory)).toEqual([]);
      const paths = Object.keys(body.paths);
      expect(paths).toEqual(expect.arrayContaining(['/credential', '/admin/users']));
      expect(paths.filter((path) => /weather|Owners|^\/data$/.test(path))).toEqual([]);
    } finally {
      await production.stop();
    }
  });

  it('is OpenAPI 3.1.0 of this server, with the chapters in reading order', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(document.servers).toEqual([{ url: PUBLIC_URL }]);
    expect(document.tags?.[0]?.name).toBe('Who am I');
    expect(operations.length).toBeGreaterThan(60);
  });

  it('shows every way to present a credential', () => {
    expect(document.components?.securitySchemes).toMatchObject({
      api_key: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
      api_key_bearer: { type: 'http', scheme: 'bearer' },
      api_key_query: { type: 'apiKey', in: 'query', name: 'api_key' },
      login_token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
      oauth2: {
        type: 'oauth2',
        flows: {
          authorizationCode: {
            authorizationUrl: `${PUBLIC_URL}/oauth/authorize`,
            tokenUrl: `${PUBLIC_URL}/oauth/token`,
          },
          clientCredentials: { tokenUrl: `${PUBLIC_URL}/oauth/token` },
        },
      },
      openid: { openIdConnectUrl: `${PUBLIC_URL}/.well-known/openid-configuration` },
      signed_token: { type: 'apiKey', in: 'header', name: 'Apihub-Token' },
    });
  });

  it('describes every scope that an operation needs', () => {
    const scheme = document.components?.securitySchemes?.['oauth2'];
    const described =
      scheme !== undefined && 'flows' in scheme
        ? Object.keys(scheme.flows?.authorizationCode?.scopes ?? {})
        : [];
    const needed = new Set(
      operations.flatMap(({ security = [] }) =>
        security.flatMap((requirement) => requirement['oauth2'] ?? []),
      ),
    );

    expect(needed).toContain('admin:users');
    expect(described).toEqual(expect.arrayContaining([...needed]));
  });

  it('has a name, a summary, a chapter and a declared security for every operation', () => {
    const names = operations.map(({ operationId }) => operationId);
    const chapters = document.tags?.map(({ name }) => name);

    expect(new Set(names).size).toBe(names.length);
    expect(placesOf(({ summary }) => (summary ?? '') === '')).toEqual([]);
    expect(placesOf(({ tags = [] }) => !chapters?.includes(tags[0] ?? ''))).toEqual([]);
    expect(placesOf(({ security }) => security === undefined)).toEqual([]);
  });

  it('shows success, with a schema unless there is nothing to say, and refusals everywhere', () => {
    const hasSuccess = (operation: OperationObject) =>
      Object.keys(operation.responses).some((status) => /^[23]/.test(status));
    const lacksSchema = ({ responses }: OperationObject) =>
      ['200', '201'].some((status) => {
        const response = responses[status];
        return response !== undefined && !('$ref' in response) && response.content === undefined;
      });

    // It is there to refuse.
    expect(placesOf((operation) => !hasSuccess(operation))).toEqual(['get /verify/denied']);
    // RFC 7009 §2.2: the client learns nothing but the status. A proxy reads the headers.
    expect(placesOf(lacksSchema)).toEqual(['post /oauth/revoke', 'get /verify']);
    expect(placesOf(({ responses }) => !('400' in responses))).toEqual([]);
    const needsCredential = ({ security = [] }: OperationObject) => security.length > 0;
    expect(placesOf((each) => needsCredential(each) && !('401' in each.responses))).toEqual([]);
  });

  it('refers to nothing that is not there', () => {
    const references = [...new Set(referencesIn(document))];

    expect(references.length).toBeGreaterThan(40);
    expect(references.filter((reference) => find(reference) === undefined)).toEqual([]);
  });

  it('offers 409 exactly where a request can contradict the present state', () => {
    const ofApps = [
      'patch /admin/apps/{app_id}/access-keys/{access_key_id}',
      'patch /admin/apps/{app_id}/api-keys/{key_id}',
    ];
    const repeatable = placesOf(({ parameters = [] }) =>
      parameters.some((each) => '$ref' in each && each.$ref.endsWith('/IdempotencyKey')),
    );
    expect(repeatable).toContain('post /admin/users');
    const expected = [
      ...repeatable,
      ...ofApps,
      ...ofApps.map((place) => place.replace('/admin/', '/account/')),
      'delete /admin/users/{user_id}',
      'patch /admin/apis/{api_id}',
      'patch /admin/users/{user_id}',
      'post /admin/signing-keys/rotate',
      'post /admin/signing-keys/{key_id}/revoke',
    ];
    expect(placesOf(({ responses }) => '409' in responses).sort()).toEqual(expected.sort());
  });

  it('has a name for every object, which generated clients make a class of', () => {
    const schemas = document.components?.schemas ?? {};
    const nameless = Object.entries(schemas).flatMap(([name, schema]) =>
      Object.entries(schema)
        .filter(([key]) => key !== 'example')
        .flatMap(([key, member]) =>
          key === 'properties'
            ? Object.entries(member as object).flatMap(([each, value]) =>
                hasObject(value) ? [`${name}.${each}`] : [],
              )
            : hasObject(member)
              ? [`${name} (${key})`]
              : [],
        ),
    );
    expect(nameless).toEqual([]);
    const inline = operations.flatMap(({ place, requestBody, responses }) => [
      ...(hasObject(jsonSchemaOf(requestBody)) ? [`request of ${place}`] : []),
      ...Object.entries(responses)
        .filter(([, response]) => hasObject(jsonSchemaOf(response)))
        .map(([status]) => `${status} of ${place}`),
    ]);
    expect(inline).toEqual([]);
    expect(Object.keys(schemas)).toEqual(
      expect.arrayContaining([
        ...[
          'Quota',
          'ApiKeySecret',
          'AccessKeySecret',
          'OAuthClientSecret',
          'JsonWebKeySet',
          'ApiScope',
          'ApiRoute',
        ],
        ...['UserPage', 'AppPage', 'ApiKeyPage', 'AccessKeyPage', 'OAuthClientPage'],
        ...['OAuthClientSecretPage', 'ProtectedApiPage', 'FieldError', 'QuotaState'],
      ]),
    );
  });

  it.each(['OAuthClient', 'RegisteredOAuthClient', 'CreateOAuthClientRequest'])(
    'shows the choices of %s',
    (name) => {
      expect(document.components?.schemas?.[name]).toMatchObject({
        properties: {
          grant_types: {
            items: { enum: [...CLIENT_GRANT_TYPES] },
          },
          token_endpoint_auth_method: {
            enum: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'],
          },
          application_type: { enum: ['web', 'native'] },
          kind: { enum: ['web', 'spa', 'native', 'machine', 'mcp'] },
        },
      });
    },
  );

  it('has no pages in it', () => {
    expect(Object.keys(document.paths)).not.toContain('/');
    expect(Object.keys(document.paths).filter((path) => /css|setup|errors/.test(path))).toEqual([]);
  });

  it('answers 304 to one who has it', async () => {
    const { headers } = await server.call('GET', '/openapi.json');
    const etag = headers.get('etag') ?? '';

    const again = await server.call('GET', '/openapi.json', { headers: { 'if-none-match': etag } });

    expect(etag).not.toBe('');
    expect(again.status).toBe(304);
  });
});

/** Whether an object with members of its own stands in a schema, and not behind a reference. */
function hasObject(schema: unknown): boolean {
  if (typeof schema !== 'object' || schema === null) return false;
  return 'properties' in schema || Object.values(schema).some(hasObject);
}

function jsonSchemaOf(holder: unknown): unknown {
  const { content } = (holder ?? {}) as { content?: Record<string, { schema?: unknown }> };
  return content?.['application/json']?.schema;
}

describe('what the document says of answers', () => {
  /** Unknown members are dropped by the schema, so that equality shows them. */
  function expectDescribed(schema: z.ZodType, body: unknown): void {
    expect(schema.parse(body)).toEqual(body);
  }

  it.each([
    ['/credential', ANSWERS.Credential],
    ['/profile', ANSWERS.Profile],
    ['/v1/user', ANSWERS.TokenUser],
    ['/protected', ANSWERS.LoggedIn],
  ])('is what GET %s really answers', async (path, schema) => {
    const { status, body } = await server.admin('GET', path);

    expect(status).toBe(200);
    expectDescribed(schema, body);
  });

  it.each([
    ['/livez', ANSWERS.Live],
    ['/readyz', ANSWERS.Ready],
    ['/api/weather-basic/now', ANSWERS.Weather],
    ['/oauth/jwks', ANSWERS.Jwks],
    ['/.well-known/openid-configuration', ANSWERS.ServerMetadata],
    ['/.well-known/oauth-authorization-server', ANSWERS.ServerMetadata],
    ['/.well-known/oauth-protected-resource', ANSWERS.ResourceMetadata],
    ['/.well-known/oauth-protected-resource/api/weather-basic', ANSWERS.ResourceMetadata],
  ])('is what GET %s really answers, without a credential', async (path, schema) => {
    const { status, body } = await server.call('GET', path);

    expect(status).toBe(200);
    expectDescribed(schema, body);
  });

  it('is what a login and a refusal really answer', async () => {
    const login = await server.call('POST', '/login', {
      body: { username: server.adminUsername, password: server.adminPassword },
    });
    const refusal = await server.call('GET', '/data');

    expectDescribed(ANSWERS.LoginTokens, login.body);
    const problem = find('#/components/schemas/Problem') as {
      readonly required: readonly string[];
      readonly properties: object;
    };
    expect(Object.keys(refusal.body)).toEqual(expect.arrayContaining([...problem.required]));
    expect(Object.keys(problem.properties)).toEqual(
      expect.arrayContaining(Object.keys(refusal.body)),
    );
  });
});

describe('Swagger UI', () => {
  it.each(['/docs', '/docs/', '/docs/index.html'])('is at %s', async (path) => {
    const response = await fetch(server.url(path));

    expect(response.status).toBe(200);
    expect(await response.text()).toContain('<title>Ostiary API</title>');
  });

  it('runs scripts of its own only', async () => {
    const { headers } = await fetch(server.url('/docs'));

    const policy = headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
  });

  it('does not take its document or its settings from the query', async () => {
    const script = await (await fetch(server.url('/docs/swagger-ui-init.js'))).text();

    expect(script).toContain('"url": "/openapi.json"');
    expect(script).toContain('"queryConfigEnabled": false');
    expect(script).not.toContain('petstore');
  });

  it('brings every file that its page uses', async () => {
    const page = await (await fetch(server.url('/docs'))).text();
    const files = [...page.matchAll(/(?:src|href)="(\.\/docs\/[^"]+)"/g)].map((match) => match[1]);

    const statuses = await Promise.all(
      [...files, './docs/oauth2-redirect.html', './docs/oauth2-redirect.js'].map(
        async (file) => (await fetch(new URL(file ?? '', server.url('/')))).status,
      ),
    );

    expect(files.length).toBeGreaterThan(4);
    expect(new Set(statuses)).toEqual(new Set([200]));
  });

  it.each([
    '/docs/..%2f..%2f.env',
    '/docs/%2e%2e%2f%2e%2e%2fpackage.json',
    '/docs/package.json',
    '/docs/swagger-initializer.js',
    '/docs/swagger-ui-bundle.js.map',
    '/docs/nothing',
  ])('serves no other file: %s', async (path) => {
    const { status, body } = await server.call('GET', path);

    expect(status).toBe(404);
    expect(body).toHaveProperty('code', 'not_found');
  });
});
