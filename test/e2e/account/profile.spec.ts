import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestServer } from '../../harness/server.js';
import { auditOf, type Problem } from '../admin/fixture.js';
import { allowClient, bearer, newOwner, type Owner, startAccounts } from './fixture.js';

const PATH = '/account/profile';

let server: TestServer;
let owner: Owner;

beforeAll(async () => {
  server = await startAccounts();
  owner = await newOwner(server, {
    roles: ['editor'],
    claims: { email: 'olga@example.com', email_verified: true },
  });
});
afterAll(() => server.stop());

describe('the profile of a person', () => {
  it('is shown and changed by that person', async () => {
    const shown = await owner.call('GET', PATH);
    expect(shown.body).toMatchObject({
      id: owner.id,
      username: owner.username,
      roles: ['editor'],
      claims: { email: 'olga@example.com', email_verified: true },
    });
    const changed = await owner.call('PATCH', PATH, {
      claims: { name: 'Olga Petrova', locale: 'en-GB' },
    });
    expect(changed.status).toBe(200);
    expect(changed.body['claims']).toEqual({
      name: 'Olga Petrova',
      locale: 'en-GB',
      email: 'olga@example.com',
      email_verified: true,
    });
    const audit = auditOf(server, owner.id).at(-1);
    expect(audit?.action).toBe('user.update');
    expect(audit?.text).not.toContain('Petrova');
  });

  it('is not verified any more where the person changed it', async () => {
    const { body } = await owner.call('PATCH', PATH, { claims: { email: 'other@example.com' } });
    expect(body['claims']).toMatchObject({ email: 'other@example.com' });
    expect(body['claims']).not.toHaveProperty('email_verified');
  });

  it.each([
    ['roles', { roles: ['admin'] }],
    ['groups', { groups: ['staff'] }],
    ['a name', { username: 'root' }],
    ['a password', { password: 'nine yellow carts roll' }],
    ['a verification', { claims: { email_verified: true } }],
    ['a claim of the wrong form', { claims: { website: 'javascript:alert(1)' } }],
    ['nothing', {}],
  ])('takes no %s from the person', async (_what, body) => {
    const before = await owner.call('GET', PATH);
    const answer = await owner.call<Problem>('PATCH', PATH, body);
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid_request']);
    expect((await owner.call('GET', PATH)).body).toEqual(before.body);
  });

  it('opens to nobody without a credential, and to a token with the scope', async () => {
    expect((await server.call('GET', PATH)).status).toBe(401);
    const { accessToken } = await allowClient(server, owner.username, 'account:profile');
    const answer = await server.call('GET', PATH, { headers: bearer(accessToken) });
    expect([answer.status, answer.body['id']]).toEqual([200, owner.id]);
    const other = await allowClient(server, owner.username, 'openid profile');
    const refused = await server.call('GET', PATH, { headers: bearer(other.accessToken) });
    expect([refused.status, refused.body['code']]).toEqual([403, 'insufficient_scope']);
  });
});
