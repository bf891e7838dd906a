import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TestServer } from '../../harness/server.js';
import type { Page } from '../admin/fixture.js';
import { newOwner, type Owner, startAccounts } from './fixture.js';

let server: TestServer;
let owner: Owner;
let key: { id: string; key: string };

beforeAll(async () => {
  server = await startAccounts();
  owner = await newOwner(server);
  const app = await owner.call('POST', '/account/apps', { name: 'Reader' });
  const path = `/account/apps/${String(app.body['id'])}/api-keys`;
  const { body } = await owner.call<{ id: string; key: string }>('POST', path, { name: 'one' });
  key = body;
});
afterAll(() => server.stop());

const decisions = async (who: Owner, query: string) => {
  const { status, body } = await who.call<Page>('GET', `/account/decisions?${query}`);
  expect(status).toBe(200);
  return body;
};

it('a person sees the calls of their apps and their own, and nobody else’s', async () => {
  const headers = { 'x-api-key': key.key };
  expect((await server.call('GET', '/credential', { headers })).status).toBe(200);
  expect((await server.call('GET', '/admin/users', { headers })).status).toBe(403);
  await server.call('GET', '/credential', { headers: { 'x-api-key': `${key.key}x` } });
  const stranger = await newOwner(server);
  await stranger.call('GET', '/account/apps');

  const own = (await decisions(owner, `credential_id=${key.id}`)).data;
  expect(own.map(({ outcome, path }) => [outcome, path])).toEqual([
    ['refused', '/admin/users'],
    ['allowed', '/credential'],
  ]);
  const all = (await decisions(owner, '')).data;
  expect(all.every(({ credential_id: id }) => id === key.id || String(id).startsWith('ses_'))).toBe(
    true,
  );
  const theirs = (await decisions(stranger, '')).data;
  expect(theirs.map(({ path }) => path)).toEqual(['/account/decisions', '/account/apps']);
  expect((await decisions(stranger, `credential_id=${key.id}`)).data).toEqual([]);
  const others = (await decisions(owner, `except_credential_id=${key.id}`)).data;
  expect(others.some(({ credential_id: id }) => id === key.id)).toBe(false);
});

it('goes on where a page ended, for whom it was asked', async () => {
  const first = await decisions(owner, 'limit=1');
  expect(first.data).toHaveLength(1);
  const cursor = first.next_cursor ?? '';
  expect((await decisions(owner, `limit=1&cursor=${cursor}`)).data).toHaveLength(1);
  const stranger = await newOwner(server);
  const answer = await stranger.call('GET', `/account/decisions?limit=1&cursor=${cursor}`);
  expect(answer.status).toBe(400);
});
