import { sign } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { epochSeconds, makeJws } from '../../harness/jws.js';
import { ownKey } from '../../harness/own-keys.js';
import { clientCredentials, openTokenKinds } from '../../harness/token-kinds.js';
import { type Ask, JSON_BODY } from '../../harness/world.js';
import { world } from './shared-world.js';

type Shown =
  | 'api_key'
  | 'access_token'
  | 'login_token'
  | 'app_token'
  | 'person_token'
  | 'id_token'
  | 'refresh_token'
  | 'client_secret'
  | 'ak'
  | 'sk';

const KINDS = ['api_key', 'access_token', 'login_token', 'app_token', 'person_token'] as const;
const NONE_OF_THEM = ['id_token', 'refresh_token', 'client_secret', 'ak', 'sk'] as const;
const FORM = ['Content-Type: application/x-www-form-urlencoded'];

let values: Record<Shown, string>;
let basic: string;

beforeAll(async () => {
  for (const kind of KINDS) {
    await world.createApi(`/only-${kind}`, { accept: [kind] });
  }
  const kinds = await openTokenKinds(world);
  const { clientId, clientSecret } = await clientCredentials(world);
  const { ak, sk } = await world.createAccessKey();
  const { password } = await world.createUser('kinds', { roles: ['admin'] });
  const { refreshToken } = await world.login('kinds', password);
  basic = `Authorization: Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
  values = {
    api_key: (await world.createKey()).key,
    access_token: kinds.access.with({
      aud: [world.publicUrl, `${world.publicUrl}/only-access_token`],
    }),
    login_token: await world.server.loginAsAdmin(),
    app_token: kinds.app.with({}),
    person_token: kinds.person.with({ roles: ['admin'], groups: ['admins'], scope: 'admin:*' }),
    id_token: idToken(clientId),
    refresh_token: refreshToken,
    client_secret: clientSecret,
    ak,
    sk,
  };
});

/** As only the server could sign it, for a user that exists. */
function idToken(clientId: string): string {
  const { kid, privateKey } = ownKey(world.server, 'id_token');
  const claims = {
    iss: world.publicUrl,
    aud: clientId,
    sub: 'usr_1',
    iat: epochSeconds(),
    exp: epochSeconds(600),
  };
  return makeJws({ alg: 'RS256', typ: 'JWT', kid }, claims, (input) =>
    sign('sha256', Buffer.from(input), privateKey),
  );
}

const bearing = (target: string, shown: Shown): Ask => ({
  target,
  headers: [`Authorization: Bearer ${values[shown]}`],
});

describe('an API that accepts one kind', () => {
  it.each(KINDS.flatMap((accepted) => KINDS.map((shown) => [accepted, shown] as const)))(
    'takes %s and is shown %s: only the diagonal passes [J18]',
    async (accepted, shown) => {
      const ask = bearing(`/only-${accepted}/x`, shown);
      if (accepted === shown) {
        await world.allows(ask);
        expect(world.recorder.last().header('x-auth-kind')).toEqual([accepted]);
        return;
      }
      const problem = await world.refuses(ask, {
        status: 401,
        code: 'credential_kind_not_accepted',
      });
      expect(problem).toMatchObject({ presented_kind: shown, accepted_kinds: [accepted] });
    },
  );

  it.each(KINDS.flatMap((accepted) => NONE_OF_THEM.map((shown) => [accepted, shown] as const)))(
    'takes %s and is shown what is no credential for it: %s [J18 A17]',
    async (accepted, shown) => {
      await world.refuses(bearing(`/only-${accepted}/x`, shown), {
        status: 401,
        code:
          shown === 'id_token' ? 'token_wrong_type' : ['credential_malformed', 'token_malformed'],
      });
    },
  );
});

describe('the administration', () => {
  it.each<[Shown, string]>([
    ['app_token', 'credential_kind_not_accepted'],
    ['person_token', 'credential_kind_not_accepted'],
    ['id_token', 'token_wrong_type'],
    ['refresh_token', 'token_malformed'],
    ['client_secret', 'token_malformed'],
    ['ak', 'credential_malformed'],
    ['sk', 'credential_malformed'],
  ])('does not open to %s [J18 A13 A21]', async (shown, code) => {
    for (const target of ['/admin/users', '/admin/apps', '/admin/apis']) {
      await world.refuses(bearing(target, shown), { status: 401, code });
    }
  });

  it.each(['api_key', 'access_token'] as const)(
    'does not open to %s without the scope [J18 K17]',
    async (shown) => {
      await world.refuses(bearing('/admin/users', shown), {
        status: 403,
        code: 'insufficient_scope',
        scope: 'admin:users',
      });
    },
  );
});

describe('the endpoints of OAuth', () => {
  const error = async (ask: Ask): Promise<unknown[]> => {
    const { status, body } = await world.ask(ask);
    return [status, (JSON.parse(body) as { error?: string }).error];
  };

  it.each<Shown>([
    'api_key',
    'login_token',
    'app_token',
    'person_token',
    'id_token',
    'refresh_token',
    'client_secret',
    'sk',
  ])('tell nothing about a user to %s [J18 A21]', async (shown) => {
    expect(await error(bearing('/oauth/userinfo', shown))).toEqual([401, 'invalid_token']);
  });

  it.each<Shown>([
    'api_key',
    'access_token',
    'login_token',
    'app_token',
    'person_token',
    'id_token',
    'client_secret',
  ])('take %s neither as a refresh token nor as a code [J18]', async (shown) => {
    for (const grant of [
      `grant_type=refresh_token&refresh_token=${values[shown]}`,
      `grant_type=authorization_code&redirect_uri=http://localhost/cb&code=${values[shown]}`,
    ]) {
      const ask = {
        method: 'POST',
        target: '/oauth/token',
        headers: [...FORM, basic],
        body: grant,
      };
      expect(await error(ask)).toEqual([
        400,
        expect.stringMatching(/^(?:invalid_grant|unauthorized_client|invalid_request)$/),
      ]);
    }
  });

  it.each<Shown>(['api_key', 'access_token', 'login_token', 'app_token', 'id_token'])(
    'take %s as proof of no client [J18 A21]',
    async (shown) => {
      for (const target of ['/oauth/introspect', '/oauth/revoke']) {
        const headers = [...FORM, `Authorization: Bearer ${values[shown]}`];
        const [status] = await error({ method: 'POST', target, headers, body: 'token=x' });
        expect([400, 401]).toContain(status);
      }
      const body = `grant_type=client_credentials&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer&client_assertion=${values[shown]}`;
      const [status] = await error({ method: 'POST', target: '/oauth/token', headers: FORM, body });
      expect([400, 401]).toContain(status);
    },
  );
});

describe('the refresh of a login', () => {
  it.each<[Shown, number, string]>([
    ['api_key', 401, 'token_revoked'],
    ['client_secret', 401, 'token_revoked'],
    ['sk', 401, 'token_revoked'],
    ['login_token', 400, 'invalid_request'],
    ['access_token', 400, 'invalid_request'],
    ['id_token', 400, 'invalid_request'],
  ])('takes no %s [J18]', async (shown, status, code) => {
    const body = JSON.stringify({ refresh_token: values[shown] });
    const ask = { method: 'POST', target: '/login/refresh', headers: JSON_BODY, body };
    await world.refuses(ask, { status, code });
  });
});
