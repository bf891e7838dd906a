import { SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { Clock } from '../../platform/clock.js';
import { Sealer } from '../../platform/database/index.js';
import { DecisionHandOff, type PassedRefusal } from './decision-hand-off.js';

class StoppedClock extends Clock {
  time = 1_800_000_000_000;
  override now(): number {
    return this.time;
  }
}

const MASTER = Buffer.alloc(32, 'm');
const REFUSAL: PassedRefusal = {
  status: 429,
  code: 'rate_limited',
  requestId: 'req_1',
  headers: { 'retry-after': '7', ratelimit: '"default";r=0;t=7' },
  body: '{"code":"rate_limited","detail":"é"}',
};

function instance(master = MASTER, clock = new StoppedClock()) {
  return { clock, handOff: new DecisionHandOff(new Sealer(master), clock) };
}

describe('a refusal that a proxy carries', () => {
  it('is read by every instance with the same master key, as it was written', async () => {
    const text = await instance().handOff.write(REFUSAL);
    expect(await instance().handOff.read(text)).toMatchObject(REFUSAL);
    expect(text).toMatch(/^[\w.-]+$/);
  });

  it('is read for some seconds only', async () => {
    const { handOff, clock } = instance();
    const text = await handOff.write(REFUSAL);
    clock.time += 19_000;
    expect(await handOff.read(text)).not.toBeNull();
    clock.time += 2_000;
    expect(await handOff.read(text)).toBeNull();
  });

  it('is nothing when it is forged, cut, or of another server', async () => {
    const { handOff } = instance();
    const text = await handOff.write(REFUSAL);
    const [header = '', payload = '', signature = ''] = text.split('.');
    const forged = Buffer.from(JSON.stringify({ ...REFUSAL, status: 200, exp: 9e9 })).toString(
      'base64url',
    );
    const none = Buffer.from('{"alg":"none","typ":"decision+jwt"}').toString('base64url');
    const stranger = await instance(Buffer.alloc(32, 'x')).handOff.write(REFUSAL);
    for (const wrong of [
      '',
      'x',
      text.slice(0, -2),
      `${header}.${forged}.${signature}`,
      `${none}.${forged}.`,
      `${header}.${payload}.`,
      stranger,
      `${text}.${signature}`,
      'x'.repeat(10_000),
    ]) {
      expect(await handOff.read(wrong)).toBeNull();
    }
  });

  it('is no token of another purpose under the same key', async () => {
    const key = new Sealer(MASTER).deriveKey('forward-auth-decision');
    const sign = (typ: string) =>
      new SignJWT({ ...REFUSAL, exp: 9e9 }).setProtectedHeader({ alg: 'HS256', typ }).sign(key);
    expect(await instance().handOff.read(await sign('JWT'))).toBeNull();
  });

  it('F17: stays within what proxies hold, whatever the problem says', async () => {
    const { handOff } = instance();
    const problem = {
      type: 't',
      title: 'T',
      status: 403,
      code: 'insufficient_scope',
      request_id: 'req_1',
      doc_url: 'd',
      instance: `/${'i'.repeat(500)}`,
      detail: 'ü'.repeat(4_000),
      required_scopes: Array(500).fill('scope'),
    };
    const text = await handOff.write({ ...REFUSAL, body: JSON.stringify(problem) });
    expect(text.length).toBeLessThan(3_000);
    const read = await handOff.read(text);
    expect(JSON.parse(read?.body ?? '')).toMatchObject({
      code: 'insufficient_scope',
      detail: 'ü'.repeat(300),
    });
  });
});
