import { beforeAll, describe, expect, it } from 'vitest';
import { CALLBACK } from '../../harness/oauth-names.js';
import { basic, type Client, expectError, type Parameters } from './oauth-parties.js';
import { parties, world } from './oauth-world.js';

const OWN_TOKEN = { grant_type: 'client_credentials' };
const WRONG = `cs_${'x'.repeat(43)}`;

let web: Client;
let machine: Client;

beforeAll(async () => {
  web = await parties.register();
  machine = await parties.registerMachine();
});

const inForm = ({ id, secret }: Pick<Client, 'id' | 'secret'>): Parameters => ({
  client_id: id,
  client_secret: secret,
});

describe('a client that is not who it says', () => {
  it.each(['cli_unknown', 'cli_01m7w5bh65d6ayry0hpa8rae94', '__proto__', "' OR 1=1--"])(
    'OA03: such as the unknown %j is 401 at every endpoint',
    async (id) => {
      const stranger = { id, secret: machine.secret };
      for (const path of ['/oauth/token', '/oauth/introspect', '/oauth/revoke']) {
        const form = { ...OWN_TOKEN, token: 'x' };
        for (const [members, headers] of [
          [form, basic(stranger)],
          [{ ...form, ...inForm(stranger) }, {}],
        ] as const) {
          const answer = await world.unchanged(() => parties.post(path, members, headers));
          expectError(answer, 401, 'invalid_client');
        }
      }
    },
  );

  it('OA03: such as a disabled one is 401, in the words for an unknown one', async () => {
    const client = await parties.registerMachine();
    const path = `/admin/apps/${client.appId}/oauth-clients/${client.id}`;
    await world.change('PATCH', path, { enabled: false });
    const disabled = await world.unchanged(() => parties.token(client, OWN_TOKEN));
    expectError(disabled, 401, 'invalid_client');
    const unknown = await parties.token({ ...client, id: 'cli_unknown' }, OWN_TOKEN);
    expect(disabled.body).toEqual(unknown.body);
  });

  it('OA24: for it names itself in the header and in the form, is refused', async () => {
    const answer = await world.unchanged(() =>
      parties.post('/oauth/token', { ...OWN_TOKEN, ...inForm(machine) }, basic(machine)),
    );
    expectError(answer, 400, 'invalid_request');
  });

  it.each<[string, (client: Client) => [Parameters, Record<string, string>]]>([
    ['by HTTP Basic', (client) => [{}, basic({ ...client, secret: WRONG })]],
    ['with another client’s', () => [{}, basic({ id: web.id, secret: machine.secret })]],
    ['in the form', (client) => [inForm({ ...client, secret: WRONG }), {}]],
    ['by its id alone', ({ id }) => [{ client_id: id }, {}]],
  ])('OA25: for its secret is wrong (%s), gets nothing and ends nothing', async (_how, proof) => {
    const tokens = await parties.tokens(web);
    const code = await parties.code(web);
    const [members, headers] = proof(web);
    for (const [path, form] of [
      ['/oauth/token', { grant_type: 'authorization_code', code, redirect_uri: CALLBACK }],
      ['/oauth/token', { grant_type: 'refresh_token', refresh_token: tokens['refresh_token'] }],
      ['/oauth/revoke', { token: tokens['access_token'] }],
      ['/oauth/introspect', { token: tokens['access_token'] }],
    ] as [string, Parameters][]) {
      const answer = await world.unchanged(() =>
        parties.post(path, { ...form, ...members }, headers),
      );
      expectError(answer, 401, 'invalid_client');
      if (headers['authorization'] !== undefined) {
        expect(answer.headers.get('www-authenticate')).toMatch(/^Basic realm="/);
      }
    }
    expect(await parties.callWith(tokens['access_token'])).toBe('200');
    expect((await parties.exchange(web, code)).status).toBe(200);
  });
});

describe('a client that proves who it is', () => {
  it('OA26: may do so in the header and in the form, whichever is registered', async () => {
    for (const method of ['client_secret_basic', 'client_secret_post']) {
      const client = await parties.registerMachine({ token_endpoint_auth_method: method });
      expect((await parties.token(client, OWN_TOKEN)).status).toBe(200);
      const form = { ...OWN_TOKEN, ...inForm(client) };
      expect((await parties.post('/oauth/token', form)).status).toBe(200);
    }
  });

  it('OA27: does so never in the query, and no log keeps what stood there', async () => {
    const { refresh_token: token } = await parties.tokens(web);
    const code = await parties.code(web);
    for (const [query, form] of [
      [inForm(machine), OWN_TOKEN],
      [{ code }, { grant_type: 'authorization_code', redirect_uri: CALLBACK }],
      [{ refresh_token: String(token) }, { grant_type: 'refresh_token' }],
    ] as [Record<string, string>, Parameters][]) {
      const path = `/oauth/token?${new URLSearchParams(query)}`;
      const headers = 'client_secret' in query ? {} : basic(web);
      const answer = await world.unchanged(() => parties.post(path, form, headers));
      expectError(answer, 400, 'invalid_request');
    }
    const secrets = [machine.secret, code, String(token)];
    for (const secret of secrets) expect(world.server.output()).not.toContain(secret);
    expect((await parties.exchange(web, code)).status).toBe(200);
  });

  it('OA28: may percent-encode id and secret, as RFC 6749 §2.3.1 has it', async () => {
    const encode = (text: string): string =>
      [...text].map((each) => `%${each.charCodeAt(0).toString(16)}`).join('');
    const encoded = { id: encode(machine.id), secret: encode(machine.secret) };
    expect((await parties.token({ ...machine, ...encoded }, OWN_TOKEN)).status).toBe(200);
  });

  it.each(['%zz', '%', '%c3%28', 'a b', 'é', 'a:b', 'a+b', '\u0000'])(
    'OA28: does not do so by the secret %j',
    async (secret) => {
      const answer = await world.unchanged(() => parties.token({ ...machine, secret }, OWN_TOKEN));
      expect([400, 401]).toContain(answer.status);
      const isBroken = secret.startsWith('%');
      expectError(answer, isBroken ? 400 : answer.status, /^invalid_(?:request|client)$/);
    },
  );
});

describe('a token request', () => {
  const raw = (method: string, headers: string[], body: string) =>
    world.unchanged(() => world.ask({ method, target: '/oauth/token', headers, body }));
  const authorization = (client: Client) => `Authorization: ${basic(client).authorization}`;

  it.each([
    ['application/json', JSON.stringify(OWN_TOKEN)],
    ['text/plain', 'grant_type=client_credentials'],
    ['multipart/form-data; boundary=x', '--x\r\n\r\ngrant_type=client_credentials\r\n--x--'],
    ['application/x-www-form-urlencoded-x', 'grant_type=client_credentials'],
  ])('OA29: with a body of the type %s is refused', async (type, body) => {
    const headers = [`Content-Type: ${type}`, authorization(machine)];
    const answer = await raw('POST', headers, body);
    expect([answer.status, (JSON.parse(answer.body) as { error: string }).error]).toEqual([
      400,
      'invalid_request',
    ]);
  });

  it('OA29: with a body of 57 kB is refused', async () => {
    const answer = await world.unchanged(() =>
      parties.token(machine, { ...OWN_TOKEN, state: 'x'.repeat(57 * 1024) }),
    );
    expect([400, 413]).toContain(answer.status);
    expect(answer.body).not.toHaveProperty('access_token');
  });

  it.each(['GET', 'PUT', 'DELETE', 'PATCH'])(
    'OA30: by %s is 405, and POST is allowed',
    async (method) => {
      const answer = await raw(method, [authorization(machine)], '');
      expect([answer.status, answer.header('allow')]).toEqual([405, ['POST']]);
    },
  );

  it.each([
    ['password', 'unsupported_grant_type'],
    ['implicit', 'unsupported_grant_type'],
    ['urn:x:unknown', 'unsupported_grant_type'],
    ['__proto__', 'unsupported_grant_type'],
    ['', 'invalid_request'],
    [undefined, 'invalid_request'],
  ])('OA31: of the grant type %j is refused', async (grantType, error) => {
    const form = { grant_type: grantType, username: 'alice', password: 'x' };
    expectError(await world.unchanged(() => parties.token(web, form)), 400, error);
  });

  it('OA31: of two grant types at once is refused', async () => {
    for (const names of [
      ['grant_type', 'grant_type'],
      ['grant_type[]', 'grant_type[]'],
    ]) {
      const form = new URLSearchParams(names.map((name) => [name, 'client_credentials']));
      const answer = await world.unchanged(() =>
        parties.post('/oauth/token', form, basic(machine)),
      );
      expectError(answer, 400, 'invalid_request');
    }
  });

  it('OA32: of a grant type that the client is not registered for is refused', async () => {
    expectError(
      await world.unchanged(() => parties.token(web, OWN_TOKEN)),
      400,
      /^(?:unauthorized_client|invalid_request)$/,
    );
    const code = await parties.code(web);
    const others: Parameters[] = [
      { grant_type: 'authorization_code', code, redirect_uri: CALLBACK },
      { grant_type: 'refresh_token', refresh_token: 'x' },
    ];
    for (const form of others) {
      const answer = await world.unchanged(() => parties.token(machine, form));
      expectError(answer, 400, /^(?:unauthorized_client|invalid_request)$/);
    }
  });

  it.each(['admin', 'admin:*', 'read admin', 'openid', 'read openid', 'a"b', 'read  read\\'])(
    'OA33: of a machine for the scope %j is refused, not answered with less',
    async (scope) => {
      const answer = await world.unchanged(() => parties.token(machine, { ...OWN_TOKEN, scope }));
      expectError(answer, 400, 'invalid_scope');
    },
  );

  it('OA33: of a machine for a scope that it may have says which it got', async () => {
    const { body } = await parties.token(machine, { ...OWN_TOKEN, scope: 'read' });
    expect(body['scope']).toBe('read');
  });

  it('OA34: for 5 000 scopes, or one of 50 kB, is refused', async () => {
    const many = Array.from({ length: 5_000 }, (_, index) => `s${index}`).join(' ');
    for (const scope of [many, 'x'.repeat(50_000)]) {
      const answer = await world.unchanged(() => parties.token(machine, { ...OWN_TOKEN, scope }));
      expectError(answer, 400, 'invalid_scope');
    }
  });
});
