import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../harness/server.js';

const README = fileURLToPath(new URL('../../README.md', import.meta.url));
const BLOCK = /^(#{2,3} [^\n]*)$|^```(bash|python)\n(.*?)^```$/gms;
/** Starts the output of each block. */
const MARK = '=== block ';

interface Block {
  readonly heading: string;
  readonly language: string;
  readonly text: string;
}

const directory = mkdtempSync(join(tmpdir(), 'ostiary-readme-'));
let server: TestServer;
let blocks: readonly Block[];
let outputs: readonly string[];
let errors: string;

beforeAll(async () => {
  server = await startServer({ env: { OSTIARY_ADMIN_USERNAME: 'admin' } });
  blocks = blocksOf(readFileSync(README, 'utf8'));
  const script = blocks.map((block, index) => `echo; echo '${MARK}${index}'\n${asShell(block)}`);
  const { stdout, stderr } = await promisify(execFile)(
    'bash',
    ['--norc', '-c', script.join('\n')],
    {
      cwd: directory,
      env: {
        PATH: process.env['PATH'],
        NETRC: '/dev/null',
        PYTHONUTF8: '1',
        OSTIARY_ADMIN_USERNAME: server.adminUsername,
        OSTIARY_ADMIN_PASSWORD: server.adminPassword,
      },
    },
  );
  errors = stderr;
  outputs = stdout
    .split(`\n${MARK}`)
    .slice(1)
    .map((part) => part.slice(part.indexOf('\n') + 1));
});

afterAll(async () => {
  await server?.stop();
  rmSync(directory, { recursive: true });
});

function blocksOf(readme: string): Block[] {
  const found: Block[] = [];
  let heading = '';
  for (const [, title, language = '', text = ''] of readme.matchAll(BLOCK)) {
    if (title === undefined) found.push({ heading, language, text });
    else heading = title;
  }
  return found;
}

function asShell({ language, text }: Block): string {
  const here = text.replaceAll('http://localhost:3000', `http://localhost:${server.port}`);
  return language === 'bash'
    ? here
    : `/usr/bin/python3 - <<'END_OF_PYTHON'\n${here}END_OF_PYTHON\n`;
}

/** What the blocks of a language below a heading printed, which begins like this. */
function printed(heading: string, language: 'bash' | 'python'): string {
  const below = outputs.filter((_output, index) => {
    const block = blocks[index];
    return block?.heading.startsWith(heading) === true && block.language === language;
  });
  expect(below, `${language} blocks below "${heading}"`).not.toHaveLength(0);
  return below.join('');
}

/** The JSON documents that stand one behind the other in an output. */
function answers(output: string): unknown[] {
  return output
    .trim()
    .replaceAll(/(?<=[\]}])\s*(?=[[{])/g, '\n')
    .split('\n')
    .map((text) => JSON.parse(text) as unknown);
}

describe('README.md, run block by block in one shell', () => {
  it('has an output for each of its blocks, and none fails', () => {
    expect(blocks.length).toBeGreaterThanOrEqual(10);
    expect(outputs).toHaveLength(blocks.length);
    expect(errors).toBe('');
  });

  it('calls anonymously', () => {
    expect(answers(printed('### 5.', 'bash'))).toEqual([
      { weather: expect.any(Object), called_as: { kind: 'anonymous', app: 'app_anonymous' } },
    ]);
  });

  it('signs in with username and password', () => {
    expect(answers(printed('### 3.', 'bash'))).toEqual([{ logged_in_as: 'admin' }]);
  });

  it('calls with an API key in each of its places, and from Python', () => {
    const seen = answers(printed('### 1.', 'bash'));
    expect(seen).toHaveLength(3);
    for (const answer of seen) {
      expect(answer).toMatchObject({
        data: expect.any(Array),
        principal: { kind: 'api_key' },
      });
    }
    expect(printed('### 1.', 'python').trim()).toBe('api_key');
  });

  it('gets a scoped token for a service client and lists owners', () => {
    const [first] = JSON.parse(printed('### 2.', 'bash')) as unknown[];
    expect(first).toMatchObject({ id: expect.any(String), name: expect.any(String) });
  });

  it('signs a token itself and calls as the app', () => {
    expect(printed('### 4.', 'python').trim()).toMatch(
      /^\{'kind': 'app', 'app': 'app_[a-z0-9]+'\}$/,
    );
  });

  it('is refused with the wrong header, and told why', () => {
    expect(answers(printed('### Wrong', 'bash'))).toEqual([
      expect.objectContaining({
        status: 401,
        code: 'scheme_unsupported',
        detail: expect.stringContaining('the Bearer prefix is missing'),
        doc_url: expect.stringMatching(/\/errors\/scheme_unsupported$/),
      }),
      expect.objectContaining({ code: 'credential_kind_not_accepted', failed_check: 'kind' }),
      expect.objectContaining({ verdict: 'would be refused', code: 'scheme_missing' }),
    ]);
  });

  it('puts an API of its own behind the gateway at once, and shows who called it', async () => {
    expect(answers(printed('## Protect your API', 'bash'))).toEqual([
      expect.objectContaining({ code: 'insufficient_scope', missing_scopes: ['orders:read'] }),
      expect.objectContaining({ code: 'upstream_unreachable' }),
      { data: expect.any(Array), next_cursor: null },
    ]);
    expect(printed('## Protect your API', 'bash')).toMatch(
      /"credential_id":"key_\w+","code":"allowed","count":1\}/,
    );
    expect(await server.call('GET', '/orders/1')).toMatchObject({
      status: 401,
      body: { code: 'credential_missing' },
    });
  });

  it('writes the configuration of nginx before that API', () => {
    const written = readFileSync(join(directory, 'orders.conf'), 'utf8');
    expect(written).toContain('location ~ ^(?:/orders)(?:/|$)');
    expect(written).toContain(`server 127.0.0.1:${server.port};`);
  });
});
