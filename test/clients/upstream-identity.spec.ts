import { execFile } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { decodeJwt, decodeProtectedHeader, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runPython } from '../harness/python.js';
import { type Recorder, startRecorder } from '../harness/recorder.js';
import { startServer, type TestServer } from '../harness/server.js';
import { createApi, createApiKey, createApp } from './consumer.js';

const run = promisify(execFile);
const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const DOCUMENT = readFileSync(join(ROOT, 'docs/identity-for-upstreams.md'), 'utf8');
const JACKSON = ['core', 'annotations', 'databind'].map(
  (part) => `/usr/share/java/jackson-${part}.jar`,
);

/** Prints the claims as JSON; fails, with whatever its library says, for a token that is not good. */
type Example = (token: string, audience: string) => Promise<Record<string, unknown>>;

let server: TestServer;
let upstream: Recorder;
let directory: string;
let token: string;
let audience: string;

beforeAll(async () => {
  [server, upstream] = await Promise.all([startServer(), startRecorder()]);
  // Below the root, so that the Node example finds the library where anybody's would.
  mkdirSync(join(ROOT, 'node_modules/.cache'), { recursive: true });
  directory = mkdtempSync(join(ROOT, 'node_modules/.cache/upstream-'));
  writeFileSync(join(directory, 'caller.mjs'), nodeExample());
  writeFileSync(join(directory, 'Caller.java'), javaExample());
  await run('javac', ['-cp', JACKSON.join(':'), join(directory, 'Caller.java')]);
  const appId = await createApp(server);
  const { key = '' } = await createApiKey(server, appId, { scopes: ['orders:read'] });
  await createApi(server, {
    name: 'orders',
    path_prefix: '/orders',
    upstream: upstream.origin,
    scopes: [{ name: 'orders:read', description: 'Read orders' }],
  });
  const { status } = await server.call('GET', '/orders/1', { headers: { 'x-api-key': key } });
  expect(status).toBe(200);
  token = upstream.last().header('x-auth-token')[0] ?? '';
  audience = `http://localhost:${server.port}/orders`;
});

afterAll(async () => {
  rmSync(directory, { recursive: true, force: true });
  await Promise.all([server.stop(), upstream.stop()]);
});

function fenced(language: string): string {
  const code = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(DOCUMENT)?.[1];
  if (code === undefined) throw new Error(`the document has no ${language} example`);
  return code;
}

function nodeExample(): string {
  return `${fenced('js')}\nconsole.log(JSON.stringify(await caller({ 'x-auth-token': process.argv[2] })));\n`;
}

function javaExample(): string {
  const main =
    '  public static void main(String[] args) throws Exception { System.out.println(caller(args[0])); }\n}\n';
  return fenced('java').replace(/\}\n$/, main);
}

const environment = (expected: string) => ({
  OSTIARY_ISSUER: `http://localhost:${server.port}`,
  API_AUDIENCE: expected,
});

async function python(shown: string, expected: string): Promise<Record<string, unknown>> {
  const script = `${fenced('python')}\nimport json, sys\nprint(json.dumps(caller({"X-Auth-Token": sys.argv[1]})))\n`;
  const { code, stdout, stderr } = await runPython(script, [shown], environment(expected));
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Record<string, unknown>;
}

async function program(command: string, args: string[], expected: string) {
  const { stdout } = await run(command, args, {
    env: { PATH: process.env['PATH'], ...environment(expected) },
  });
  return JSON.parse(stdout) as Record<string, unknown>;
}

const EXAMPLES: readonly (readonly [string, Example])[] = [
  ['Python', python],
  [
    'Node',
    (shown, expected) =>
      program(process.execPath, [join(directory, 'caller.mjs'), shown], expected),
  ],
  [
    'Java',
    (shown, expected) =>
      program('java', ['-cp', [directory, ...JACKSON].join(':'), 'Caller', shown], expected),
  ],
];

/** The same claims, signed with a key of somebody else who names ours. */
function forged(): Promise<string> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { alg = '', kid, typ } = decodeProtectedHeader(token);
  return new SignJWT(decodeJwt(token))
    .setProtectedHeader({ alg, ...(kid && { kid }), ...(typ && { typ }) })
    .sign(privateKey);
}

describe.each(EXAMPLES)('the example in %s', (_language, example) => {
  it('reads who is calling from what came with a call', async () => {
    expect(await example(token, audience)).toMatchObject({
      iss: `http://localhost:${server.port}`,
      aud: audience,
      kind: 'api_key',
      scope: 'orders:read',
      sub: upstream.last().header('x-auth-subject')[0],
      credential_id: upstream.last().header('x-auth-credential')[0],
    });
  });

  it('refuses a token for another API', async () => {
    await expect(example(token, 'https://other.example.com')).rejects.toThrow();
  });

  it('refuses a token that somebody else signed', async () => {
    await expect(forged().then((text) => example(text, audience))).rejects.toThrow();
  });

  it('refuses a credential of this server, which is made for another purpose', async () => {
    const login = await server.loginAsAdmin();
    await expect(example(login, String(decodeJwt(login).aud))).rejects.toThrow();
  });
});
