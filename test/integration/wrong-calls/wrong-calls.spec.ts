import { quote } from 'shell-quote';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GOOD_CREDENTIALS } from './good-credentials.rows.js';
import { KEYS } from './keys.rows.js';
import { MISSING } from './missing.rows.js';
import { PRESENTING } from './presenting.rows.js';
import { SIGNED_TOKENS } from './signed-tokens.rows.js';
import { TOKENS } from './tokens.rows.js';
import { openWrongCallsWorld, type WrongCallsWorld } from './world.js';
import { textOf, type WrongCall } from './wrong-call.js';

type Json = Record<string, unknown>;

let world: WrongCallsWorld;

beforeAll(async () => {
  world = await openWrongCallsWorld();
});
afterAll(() => world.close());

/** The command line that makes the call. A header without a value is written `Name;` there. */
function curlLine({ method = 'GET', target = '/orders/1' }: WrongCall, headers: readonly string[]) {
  const options = headers.flatMap((line) => [
    '-H',
    line.endsWith(':') ? `${line.slice(0, -1)};` : line,
  ]);
  return quote(['curl', '-X', method, `${world.publicUrl}${target}`, ...options]);
}

async function diagnosed(request: string): Promise<Json> {
  const response = await fetch(world.app.url('/doctor'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ request }),
  });
  return (await response.json()) as Json;
}

describe.each([
  ['in what they show', PRESENTING],
  ['with an API key', KEYS],
  ['with a good credential', GOOD_CREDENTIALS],
  ['with a token', TOKENS],
  ['with a token that they signed themselves', SIGNED_TOKENS],
  ['with nothing where it is looked for', MISSING],
])('callers who err %s', (_where, rows) => {
  it.each(rows)('are told what is wrong with $call', async (row) => {
    const headers = row.headers(world);
    const target = (row.target ?? '/orders/1').replace('KEY', world.key);
    const answer = await world.send(row.method ?? 'GET', target, headers);
    const problem = JSON.parse(answer.body) as Json;
    const told = {
      status: row.status,
      code: row.code,
      detail: textOf(row.detail, world),
      hint: textOf(row.hint, world),
    };
    const { status, code, detail, hint } = problem;
    expect({ status, code, detail, hint }).toEqual(told);
    expect(answer.status).toBe(row.status);
    // The same, pasted.
    const diagnosis = await diagnosed(curlLine({ ...row, target }, headers));
    expect(diagnosis).toMatchObject({ verdict: 'would be refused', ...told });
    for (const line of headers) {
      const secret =
        line
          .slice(line.indexOf(':') + 1)
          .split(/\s/)
          .at(-1) ?? '';
      if (secret.length >= 24)
        expect(answer.body + JSON.stringify(diagnosis)).not.toContain(secret);
    }
  });
});

describe('a caller whose clock is wrong', () => {
  it('is told the time of the server', async () => {
    const token = world.signed({ iat: world.seconds(143), exp: world.seconds(743) });
    const { body } = await world.send('GET', '/orders/1', [`Apihub-Token: ${token}`]);
    expect(JSON.parse(body)).toMatchObject({ server_time: world.serverTime });
  });
});

describe('the table', () => {
  it('has the mistakes that clients are known for', () => {
    const rows = [
      ...PRESENTING,
      ...KEYS,
      ...GOOD_CREDENTIALS,
      ...TOKENS,
      ...SIGNED_TOKENS,
      ...MISSING,
    ];
    expect(rows.length).toBeGreaterThanOrEqual(90);
    expect(new Set(rows.map(({ call }) => call)).size).toBe(rows.length);
  });
});
