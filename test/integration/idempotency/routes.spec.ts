import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OpenAPIObject } from '@nestjs/swagger';
import { AuditEvent } from '../../../src/platform/audit/audit-event.entity.js';
import { Database } from '../../../src/platform/database/index.js';
import { IdempotencyKey } from '../../../src/platform/idempotency/idempotency-key.entity.js';
import { type Application, startApplication } from '../../harness/application.js';
import { Administrator } from './administrator.js';
import { bodyFor, creationsOf, secretsIn } from './creations.js';

/** As many as there are today: a new one makes its own cases, one that disappears is missed. */
const CREATIONS = 17;

let app: Application;
let administrator: Administrator;
let document: OpenAPIObject;
let serial = 0;

beforeAll(async () => {
  app = await startApplication([], { OSTIARY_DYNAMIC_REGISTRATION: 'token' });
  administrator = new Administrator(app);
  const { body } = await administrator.call('GET', '/openapi.json');
  document = body as unknown as OpenAPIObject;
});
afterAll(() => app.close());

const rowsOf = (entity: typeof AuditEvent | typeof IdempotencyKey): Promise<number> =>
  app.nest.get(Database).manager.count(entity);

/** Runs a check for each creation and says for which it failed. */
async function forEachCreation(check: (path: string, template: string) => Promise<void>) {
  const creations = creationsOf(document);
  expect(creations.map(({ path }) => path)).toHaveLength(CREATIONS);
  for (const { path } of creations) {
    const failed = await check(await administrator.pathOf(path), path).catch(
      (error: unknown) => new Error(`POST ${path}`, { cause: error }),
    );
    if (failed instanceof Error) throw failed;
  }
}

describe('every operation that creates something or issues a secret', () => {
  it('says in the document that it takes an Idempotency-Key', () => {
    const creations = creationsOf(document);
    expect(creations).toHaveLength(CREATIONS);
    for (const { path, operation } of creations) {
      expect([path, operation.parameters]).toEqual([
        path,
        expect.arrayContaining([{ $ref: '#/components/parameters/IdempotencyKey' }]),
      ]);
      expect(operation.responses).toHaveProperty('409');
    }
  });

  it('is done once, and tells a repetition the id and no secret', async () => {
    await forEachCreation(async (path, template) => {
      const [key, body] = [`once-${(serial += 1)}`, bodyFor(template, serial)];
      const first = await administrator.post(path, key, body);
      expect([200, 201]).toContain(first.status);
      const acts = await rowsOf(AuditEvent);
      for (let round = 0; round < 2; round += 1) {
        const again = await administrator.post(path, key, body);
        expect([again.status, again.body['code']]).toEqual([409, 'conflict']);
        expect(again.body['detail']).toContain('has succeeded already');
        expect(again.body['id']).toBe(first.body['id'] ?? first.body['client_id']);
        expect(again.headers.get('retry-after')).toBeNull();
        for (const secret of secretsIn(first.body)) expect(again.text).not.toContain(secret);
      }
      expect(await rowsOf(AuditEvent)).toBe(acts);
    });
  });

  it('is refused where the key came with another body before', async () => {
    await forEachCreation(async (path, template) => {
      const key = `other-${(serial += 1)}`;
      const first = await administrator.post(path, key, bodyFor(template, serial));
      expect([200, 201]).toContain(first.status);
      const acts = await rowsOf(AuditEvent);
      const other = await administrator.post(path, key, bodyFor(template, (serial += 1)));
      expect([other.status, other.body['code']]).toEqual([409, 'conflict']);
      expect(other.body['detail']).toContain('another request body');
      expect(other.body).not.toHaveProperty('id');
      expect(await rowsOf(AuditEvent)).toBe(acts);
    });
  });

  it('names the header that is wrong, and does nothing', async () => {
    await forEachCreation(async (path, template) => {
      const [acts, keys] = [await rowsOf(AuditEvent), await rowsOf(IdempotencyKey)];
      for (const key of ['', 'two words', 'x'.repeat(256), 'gr\u00fcn']) {
        const { status, body } = await administrator.post(
          path,
          key,
          bodyFor(template, (serial += 1)),
        );
        expect([status, body['code']]).toEqual([400, 'invalid_request']);
        expect(body['detail']).toContain('Idempotency-Key');
      }
      expect([await rowsOf(AuditEvent), await rowsOf(IdempotencyKey)]).toEqual([acts, keys]);
    });
  });

  it('keeps nothing of a call without a key', async () => {
    await forEachCreation(async (path, template) => {
      const statements = await app.statementsOf(async () => {
        const body = bodyFor(template, (serial += 1));
        expect([200, 201]).toContain((await administrator.call('POST', path, body)).status);
      });
      expect(statements.filter((each) => each.includes('idempotency_keys'))).toEqual([]);
    });
  });
});
