// Writes docs/openapi.json, as the built server serves it, and the types that the console calls it with. With
// --check it writes nothing and fails when one of them is not what it would write.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import openapiTypescript, { astToString } from 'openapi-typescript';
import prettier from 'prettier';
import { build } from './build.mjs';
import { ROOT } from './process.mjs';

/** What the committed document calls the server. */
const PUBLIC_URL = 'https://ostiary.example';
const START_TIMEOUT_MS = 30_000;
const POLL_MS = 100;
const DOCUMENT = 'docs/openapi.json';
const TYPES = 'console/src/api/schema.d.ts';

await build({ onlyIfStale: true, parts: ['server'] });
const document = await servedDocument();
const files = [
  [DOCUMENT, `${JSON.stringify(document, null, 2)}\n`],
  [TYPES, await typesOf(document)],
];
const outdated = files.filter(([file, text]) => contentsOf(file) !== text);
if (!process.argv.includes('--check')) {
  for (const [file, text] of outdated) writeFileSync(join(ROOT, file), text);
} else if (outdated.length > 0) {
  const names = outdated.map(([file]) => file).join(', ');
  process.stderr.write(`Not up to date, run "npm run client": ${names}\n`);
  process.exitCode = 1;
}

/** From a server of its own, with data that is thrown away. */
async function servedDocument() {
  const directory = mkdtempSync(join(tmpdir(), 'ostiary-openapi-'));
  const port = await freePort();
  const environment = {
    PORT: String(port),
    OSTIARY_PUBLIC_URL: PUBLIC_URL,
    OSTIARY_SAMPLES: 'true',
  };
  const server = spawn(process.execPath, [join(ROOT, 'dist', 'main.js')], {
    cwd: directory,
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  try {
    const deadline = Date.now() + START_TIMEOUT_MS;
    for (;;) {
      const response = await fetch(`http://127.0.0.1:${port}/openapi.json`).catch(() => null);
      if (response?.ok) return await response.json();
      if (server.exitCode !== null || Date.now() > deadline) throw new Error('no server');
      await sleep(POLL_MS);
    }
  } finally {
    const ended = once(server, 'exit');
    server.kill('SIGTERM');
    await ended;
    rmSync(directory, { recursive: true, force: true });
  }
}

async function typesOf(openapi) {
  const types = astToString(await openapiTypescript(openapi, { defaultNonNullable: false }));
  const options = await prettier.resolveConfig(join(ROOT, TYPES));
  return prettier.format(`// Made from ${DOCUMENT} by "npm run client".\n\n${types}`, {
    ...options,
    parser: 'typescript',
  });
}

function contentsOf(file) {
  const path = join(ROOT, file);
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}
