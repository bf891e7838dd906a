import { beforeAll, describe, expect, it } from 'vitest';
import { CALLBACK, VERIFIER } from '../../harness/oauth-names.js';
import { type Client, expectError, PKCE } from './oauth-parties.js';
import { parties, world } from './oauth-world.js';

let web: Client;
let other: Client;

beforeAll(async () => {
  web = await parties.register();
  other = await parties.register();
});

describe('an authorization code', () => {
  it('OA09: that is used twice ends everything that it gave, and the grant', async () => {
    const client = await parties.register();
    const code = await parties.code(client);
    const { body } = await parties.exchange(client, code);
    expect(await parties.callWith(body['access_token'])).toBe('200');
    const grants = parties.count('Grant', client);
    expectError(await parties.exchange(client, code), 400, 'invalid_grant');
    expect(await parties.callWith(body['access_token'])).toBe('401 token_revoked');
    expect(await parties.isActive(client, body['access_token'])).toBe(false);
    expect(await parties.isActive(client, body['refresh_token'])).toBe(false);
    expectError(await parties.refresh(client, body['refresh_token']), 400, 'invalid_grant');
    expect(parties.count('Grant', client)).toBe(grants - 1);
    for (const model of ['AccessToken', 'RefreshToken', 'AuthorizationCode']) {
      expect([model, parties.count(model, client)]).toEqual([model, 0]);
    }
  });

  it('OA10: of one client is nothing to another, and still good for its own', async () => {
    const code = await parties.code(web);
    expectError(await world.unchanged(() => parties.exchange(other, code)), 400, 'invalid_grant');
    expect((await parties.exchange(web, code)).status).toBe(200);
  });

  it('OA11: outlives four wrong verifiers, and ends with the fifth', async () => {
    const wrong = (guess: number) => ({ code_verifier: `${guess}${'x'.repeat(43)}` });
    const [patient, impatient] = [await parties.code(web, PKCE), await parties.code(web, PKCE)];
    for (const code of [patient, impatient]) {
      for (let guess = 1; guess <= 4; guess += 1) {
        const answer = await world.unchanged(() => parties.exchange(web, code, wrong(guess)));
        expectError(answer, 400, 'invalid_grant');
      }
    }
    expect((await parties.exchange(web, patient, { code_verifier: VERIFIER })).status).toBe(200);
    const tokens = parties.count('AccessToken', web);
    expectError(await parties.exchange(web, impatient, wrong(5)), 400, 'invalid_grant');
    const right = { code_verifier: VERIFIER };
    expectError(await parties.exchange(web, impatient, right), 400, 'invalid_grant');
    expectError(await parties.exchange(web, impatient, wrong(6)), 400, 'invalid_grant');
    expect(parties.count('AccessToken', web)).toBe(tokens);
  });

  it.each([undefined, '', `${VERIFIER}x`, VERIFIER.toUpperCase()])(
    'OA12: with a challenge is not given for the verifier %j',
    async (verifier) => {
      const code = await parties.code(web, PKCE);
      const answer = await world.unchanged(() =>
        parties.exchange(web, code, { code_verifier: verifier }),
      );
      expectError(answer, 400, 'invalid_grant');
      // One that no client can have made (RFC 7636 §4.1) is not even compared.
      const short = { code_verifier: VERIFIER.slice(1) };
      expectError(await parties.exchange(web, code, short), 400, 'invalid_request');
      expect((await parties.exchange(web, code, { code_verifier: VERIFIER })).status).toBe(200);
    },
  );

  it('OA12: without a challenge is not given for any verifier', async () => {
    const code = await parties.code(web);
    const answer = await world.unchanged(() =>
      parties.exchange(web, code, { code_verifier: VERIFIER }),
    );
    expectError(answer, 400, 'invalid_grant');
    expect((await parties.exchange(web, code)).status).toBe(200);
  });

  it.each([
    [undefined, 'invalid_request'],
    ['', 'invalid_request'],
    [`${CALLBACK}/`, 'invalid_grant'],
    ['https://evil.example/', 'invalid_grant'],
  ])('OA14: is not given for the redirect URI %j', async (redirectUri, error) => {
    const code = await parties.code(web);
    const answer = await world.unchanged(() =>
      parties.exchange(web, code, { redirect_uri: redirectUri }),
    );
    expectError(answer, 400, error);
    expect((await parties.exchange(web, code)).status).toBe(200);
  });

  it('OA22: is given to one of twenty that ask for it at once', async () => {
    const client = await parties.register();
    const code = await parties.code(client);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => parties.exchange(client, code)),
    );
    const refused = answers.filter(({ status }) => status !== 200);
    expect(refused).toHaveLength(19);
    for (const answer of refused) expectError(answer, 400, 'invalid_grant');
  });
});
