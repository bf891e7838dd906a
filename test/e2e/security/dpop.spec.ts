import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DpopKey } from '../../harness/dpop.js';
import { epochSeconds } from '../../harness/jws.js';
import type { Refusal } from '../../harness/refusal.js';
import { clientCredentials } from '../../harness/token-kinds.js';
import { type Ask, World } from '../../harness/world.js';

const PROXY = '127.0.0.2';
const BAD_PROOF: Refusal = { status: 401, code: 'dpop_proof_invalid', scheme: 'DPoP' };
const MISMATCH: Refusal = { status: 401, code: 'token_binding_mismatch', scheme: 'DPoP' };
/** A route of our own and one of a protected API: both ask the same decision. */
const PLACES = ['/v1/user', '/tides/now'];

/** RFC 9449 at the door: a token that is bound to a key is of use to the holder of that key only. */
describe('a token that is bound to a key', () => {
  let world: World;
  const key = new DpopKey();
  const stranger = new DpopKey();
  let token: string;
  let unbound: string;

  beforeAll(async () => {
    world = await World.open({ env: { OSTIARY_TRUSTED_PROXIES: `${PROXY}/32` } });
    await world.createApi('/tides', { audience: world.publicUrl });
    const client = await clientCredentials(world);
    unbound = client.token;
    const response = await fetch(world.server.url('/oauth/token'), {
      method: 'POST',
      headers: { dpop: key.proof({ method: 'POST', url: `${world.publicUrl}/oauth/token` }) },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: client.clientId,
        client_secret: client.clientSecret,
      }),
    });
    token = ((await response.json()) as { access_token: string }).access_token;
  });
  afterAll(() => world.close());

  const urlOf = (target: string): string => `${world.publicUrl}${target.split('?', 1)[0] ?? ''}`;
  const proofFor = (target: string, claims = {}, by = key): string =>
    by.proof({ url: urlOf(target), token, claims });
  const ask = (target: string, proof: string, more: Partial<Ask> = {}): Ask => ({
    target,
    ...more,
    headers: [`Authorization: DPoP ${token}`, `DPoP: ${proof}`, ...(more.headers ?? [])],
  });
  const refusesEverywhere = async (
    proof: (target: string) => string,
    refusal: Refusal,
  ): Promise<string[]> => {
    const details: string[] = [];
    for (const target of PLACES) {
      details.push((await world.refuses(ask(target, proof(target)), refusal)).detail);
    }
    return details;
  };

  it('opens what it is for with a fresh proof for each call', async () => {
    for (const target of PLACES) {
      await world.allows(ask(target, proofFor(target)));
      await world.allows(ask(`${target}?a=1`, proofFor(target)));
      // Without query and fragment, and in the normal form of URLs (RFC 9449 §4.3).
      await world.allows(ask(target, proofFor(target, { htu: `${urlOf(target)}?x=2#y` })));
      const upper = urlOf(target).replace('http://localhost', 'HTTP://LOCALHOST');
      await world.allows(ask(target, proofFor(target, { htu: upper })));
    }
    const method = 'POST';
    const proof = key.proof({ method, url: urlOf('/tides/now'), token });
    await world.allows(ask('/tides/now', proof, { method }));
  });

  it('is refused under Bearer, with or without a proof, and told how to be shown', async () => {
    for (const target of PLACES) {
      for (const proof of [[], [`DPoP: ${proofFor(target)}`]]) {
        const headers = [`Authorization: Bearer ${token}`, ...proof];
        const problem = await world.refuses({ target, headers }, MISMATCH);
        expect(problem.hint).toContain('Authorization: DPoP');
      }
    }
  });

  it('is refused with the proof of another key, or with another token’s', async () => {
    await refusesEverywhere((target) => proofFor(target, {}, stranger), MISMATCH);
    const details = await refusesEverywhere(
      (target) => key.proof({ url: urlOf(target), token: unbound }),
      BAD_PROOF,
    );
    for (const detail of details) expect(detail).toContain('ath');
    await refusesEverywhere((target) => key.proof({ url: urlOf(target) }), BAD_PROOF);
  });

  it('is refused with a proof that was used before, wherever it was used', async () => {
    const proof = proofFor('/v1/user');
    await world.allows(ask('/v1/user', proof));
    const problem = await world.refuses(ask('/v1/user', proof), BAD_PROOF);
    expect(problem.detail).toContain('used before');
  });

  it('is let in once, of many calls with one proof at the same moment', async () => {
    const proof = proofFor('/tides/now');
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => world.ask(ask('/tides/now', proof))),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(9).fill(401)]);
  });

  it.each([
    ['of another method', { htm: 'POST' }, /htm/],
    ['of a method in another case', { htm: 'get' }, /htm/],
    ['of another path', { htu: 'http://localhost/other' }, /htu/],
    ['of another server', { htu: 'https://evil.example/v1/user' }, /htu/],
    ['of no URL', { htu: 'now' }, /htu/],
    ['that is too old', { iat: epochSeconds(-600) }, /ago/],
    ['that is from the future', { iat: epochSeconds(600) }, /ahead/],
    ['in milliseconds', { iat: Date.now() }, /ahead/],
  ])('is refused with a proof %s', async (_name, claims, why) => {
    const details = await refusesEverywhere((target) => proofFor(target, claims), BAD_PROOF);
    for (const detail of details) expect(detail).toMatch(why);
  });

  it('is refused without a proof, with two, and with what is none', async () => {
    for (const target of PLACES) {
      const authorization = `Authorization: DPoP ${token}`;
      await world.refuses({ target, headers: [authorization] }, BAD_PROOF);
      const two = [proofFor(target), proofFor(target)].map((proof) => `DPoP: ${proof}`);
      await world.refuses({ target, headers: [authorization, ...two] }, BAD_PROOF);
      for (const text of ['x', token, `${proofFor(target)}, ${proofFor(target)}`]) {
        await world.refuses(ask(target, text), BAD_PROOF);
      }
    }
  });

  it('takes no name of this server from a caller, and those of a trusted proxy', async () => {
    const proof = (): string => proofFor('', { htu: 'https://api.example/tides/now' });
    const forwarded = ['X-Forwarded-Host: api.example', 'X-Forwarded-Proto: https'];
    const target = '/tides/now';
    await world.refuses(ask(target, proof(), { headers: forwarded }), BAD_PROOF);
    await world.allows(ask(target, proof(), { headers: forwarded, from: PROXY }));
    await world.allows(ask(target, proofFor(target), { headers: forwarded, from: PROXY }));
    for (const headers of [
      ['X-Forwarded-Host: api.example'],
      ['X-Forwarded-Host: api.example', ...forwarded],
      ['X-Forwarded-Host: api.example/x', 'X-Forwarded-Proto: https'],
      ['X-Forwarded-Host: u@api.example', 'X-Forwarded-Proto: https'],
      ['X-Forwarded-Host: api.example', 'X-Forwarded-Proto: javascript'],
    ]) {
      await world.refuses(ask(target, proof(), { headers, from: PROXY }), BAD_PROOF);
    }
  });

  it('is judged at /verify by the method and the URL of the call that a proxy asks about', async () => {
    const claims = { htm: 'POST', htu: 'https://api.example/tides/now' };
    const forwarded = [
      'X-Forwarded-Method: POST',
      'X-Forwarded-Uri: /tides/now?a=b',
      'X-Forwarded-Host: api.example',
      'X-Forwarded-Proto: https',
    ];
    const asks = (by: object) =>
      ask('/verify', proofFor('', by), { headers: forwarded, from: PROXY });
    await world.allows(asks(claims));
    for (const wrong of [
      { ...claims, htm: 'GET' },
      { ...claims, htu: 'https://api.example/verify' },
      { ...claims, htu: 'http://api.example/tides/now' },
      { ...claims, htu: 'https://other.example/tides/now' },
    ]) {
      await world.refuses(asks(wrong), BAD_PROOF);
    }
  });

  it('leaves its proof at the door', async () => {
    const proof = proofFor('/tides/now');
    await world.allows(ask('/tides/now', proof));
    const { rawHeaders } = world.recorder.last();
    const names = rawHeaders.map((name) => name.toLowerCase());
    expect(names).not.toContain('dpop');
    expect(names).not.toContain('authorization');
    expect(world.server.output()).not.toContain(proof);
  });

  it('is unlike a token that is bound to nothing: that takes no proof', async () => {
    for (const target of PLACES) {
      await world.allows({ target, headers: [`Authorization: Bearer ${unbound}`] });
      const proof = key.proof({ url: urlOf(target), token: unbound });
      const headers = [`Authorization: DPoP ${unbound}`, `DPoP: ${proof}`];
      const problem = await world.refuses({ target, headers }, MISMATCH);
      expect(problem.hint).toContain('Authorization: Bearer');
    }
  });

  it('says what is wrong with the token in the same scheme', async () => {
    const client = await clientCredentials(world, 'tides:read');
    await world.createApi('/other', { audience: 'https://other.example' });
    const refusal: Refusal = { status: 401, code: 'token_wrong_audience', scheme: 'DPoP' };
    await world.refuses(ask('/other/x', proofFor('/other/x')), refusal);
    expect(client.token).toBeTruthy();
  });
});
