import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../harness/server.js';
import { createAccessKey, createApp, type Created } from './consumer.js';

const PROGRAM = fileURLToPath(new URL('./java/SignToken.java', import.meta.url));
const SDKS = ['MIME', 'URL', 'XML_BINDING'] as const;

interface SignedTokens {
  readonly asGiven: string;
  readonly encodedBefore: string;
}

let server: TestServer;
let pair: Created;
let tokens: ReadonlyMap<string, SignedTokens>;

beforeAll(async () => {
  server = await startServer();
  pair = await createAccessKey(server, await createApp(server));
  const options = ['-XX:TieredStopAtLevel=1', '-Xshare:auto', PROGRAM];
  const { stdout } = await promisify(execFile)('java', [
    ...options,
    pair['ak'] ?? '',
    pair['sk'] ?? '',
  ]);
  const lines = stdout.trim().split('\n');
  tokens = new Map(
    lines.map((line) => {
      const [sdk = '', asGiven = '', encodedBefore = ''] = line.split(' ');
      return [sdk, { asGiven, encodedBefore }];
    }),
  );
});

afterAll(() => server?.stop());

function callWith(token: string | undefined) {
  return server.call('GET', '/api/weather-basic/now', {
    headers: { 'apihub-token': token ?? '' },
  });
}

describe.each(SDKS)('a Java SDK that base64-decodes the key it is given, by %s', (sdk) => {
  it('is let in when its caller encodes the SK first', async () => {
    expect(await callWith(tokens.get(sdk)?.encodedBefore)).toMatchObject({
      status: 200,
      body: { called_as: { kind: 'app', app: pair['app_id'] } },
    });
  });

  it('is refused when it is given the SK itself, and told exactly this', async () => {
    expect(await callWith(tokens.get(sdk)?.asGiven)).toMatchObject({
      status: 401,
      body: {
        code: 'token_signature_invalid',
        hint: expect.stringContaining('Your JWT library base64-decodes the key it is given'),
      },
    });
  });
});
