import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runPython } from '../../harness/python.js';
import type { TestServer } from '../../harness/server.js';
import { startAdministration } from './fixture.js';

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly example?: unknown;
  readonly default?: unknown;
}
interface Operation {
  readonly requestBody: { readonly content: { readonly 'application/json': { schema: Schema } } };
}
interface Document {
  readonly paths: Readonly<Record<string, { readonly post: Operation }>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

let server: TestServer;
let appId: string;
let document: Document;

beforeAll(async () => {
  ({ server, appId } = await startAdministration());
  ({ body: document } = await server.call<Document>('GET', '/openapi.json'));
});
afterAll(() => server.stop());

/** What Swagger UI puts into the editor: the default, else an example, else something of the type. */
function sampleOf(schema: Schema): unknown {
  const { $ref, enum: choices, anyOf, properties, items } = schema;
  if ($ref !== undefined) return sampleOf(document.components.schemas[lastPart($ref)] ?? {});
  if ('default' in schema) return schema.default;
  if ('example' in schema) return schema.example;
  if (choices !== undefined) return choices[0];
  if (anyOf !== undefined) return sampleOf(anyOf[0] ?? {});
  if (properties !== undefined) {
    const members = Object.entries(properties);
    return Object.fromEntries(members.map(([name, member]) => [name, sampleOf(member)]));
  }
  if (items !== undefined) return [sampleOf(items)];
  return { boolean: true, integer: 0 }[schema.type ?? ''] ?? 'string';
}

function lastPart(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1);
}

function patternsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    name === 'pattern' && typeof member === 'string' ? [member] : patternsIn(member),
  );
}

describe('the OpenAPI document', () => {
  it.each(['users', 'apps', 'api-keys', 'access-keys', 'oauth-clients', 'apis'])(
    'prefills a request for %s that is accepted',
    async (resource) => {
      const isOfApp = /keys|clients/.test(resource);
      const path = isOfApp ? `/admin/apps/{app_id}/${resource}` : `/admin/${resource}`;
      const operation = document.paths[path]?.post;
      const sample = sampleOf(operation?.requestBody.content['application/json'].schema ?? {});
      const target = path.replace('{app_id}', appId);
      const { status, body } = await server.admin('POST', target, sample);
      expect([status, body['errors']]).toEqual([201, undefined]);
    },
  );

  it('has only patterns that other languages can compile', async () => {
    const patterns = [...new Set(patternsIn(document))];
    expect(patterns.length).toBeGreaterThan(3);
    for (const pattern of patterns) {
      expect(() => new RegExp(pattern)).not.toThrow();
      expect(() => new RegExp(pattern, 'u')).not.toThrow();
    }
    const script = 'import json, re, sys\nfor each in json.loads(sys.argv[1]): re.compile(each)';
    const { stderr } = await runPython(script, [JSON.stringify(patterns)]);
    expect(stderr).toBe('');
  });
});
