import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { freePort, ROOT, startPinned } from '../harness/processes.mjs';
import { signTokens } from './credentials.mjs';

const PEERS = join(ROOT, 'bench/peers');
const secretText = () => randomBytes(32).toString('base64url');

/** A peer that is a Node program: its first argument is the port. */
async function startNode(file, args = [], path = '/') {
  const port = await freePort();
  const command = [process.execPath, join(PEERS, file), String(port), ...args];
  // As in production: some of them are slower otherwise.
  const env = { PATH: process.env.PATH, NODE_ENV: 'production' };
  return startPinned(command, { port, path, env, stdio: ['ignore', 'ignore', 'ignore'] });
}

export const startBare = () => startNode('bare.mjs');
export const startBareVerify = () => startNode('bare.mjs', ['verify']);
export const startFastify = () => startNode('fastify.mjs');
export const startReplyFrom = (upstream) => startNode('reply-from.mjs', [upstream]);

export async function startNest() {
  const apiKey = secretText();
  return { ...(await startNode('nest.mjs', [apiKey])), apiKey };
}

export async function startBetterAuth() {
  const subject = await startNode('better-auth.mjs', [], '/key');
  return { ...subject, apiKey: await (await fetch(`${subject.url}/key`)).text() };
}

export async function startOauth2Server() {
  const client = { id: 'bench', secret: secretText() };
  return { ...(await startNode('oauth2-server.mjs', [client.id, client.secret])), client };
}

export async function startOidcProvider() {
  const client = { id: 'bench', secret: secretText() };
  const path = '/.well-known/openid-configuration';
  return { ...(await startNode('oidc-provider.mjs', [client.id, client.secret], path)), client };
}

/** Flask in one gunicorn worker that keeps connections alive. */
export async function startFlask() {
  const port = await freePort();
  const secret = secretText();
  const worker = ['--workers', '1', '--worker-class', 'gthread', '--threads', '16'];
  const subject = await startPinned(
    ['gunicorn', ...worker, '--bind', `127.0.0.1:${port}`, 'flask_check:app'],
    {
      port,
      cwd: PEERS,
      env: { PATH: process.env.PATH, BENCH_SECRET: secret, PYTHONDONTWRITEBYTECODE: '1' },
      stdio: ['ignore', 'ignore', 'ignore'],
    },
  );
  const [token] = signTokens({ ak: 'app_1', sk: secret }, 1);
  return { ...subject, token };
}

/** Streams that never end, and 1 KB of JSON for who wants it from Node. */
export async function startUpstream() {
  const port = await freePort();
  const file = join(ROOT, 'bench/subjects/upstream-server.mjs');
  return startPinned([process.execPath, file, String(port)], { core: '1', port });
}
