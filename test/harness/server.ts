import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './free-port.js';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 30_000;
const POLL_MS = 50;
const MAX_ATTEMPTS = 3;

export interface ServerOptions {
  /** Added to the environment of the process; the machine's own is not passed on. */
  readonly env?: Readonly<Record<string, string>>;
  /** Default: the sample APIs are on. */
  readonly samples?: boolean;
  /** Keep a directory of an earlier server, to start on its data; the caller removes it. */
  readonly directory?: string;
}

export interface JsonAnswer<Body> {
  readonly status: number;
  readonly headers: Headers;
  /** The parsed body, believed to be of that type; `{ text }` when it is not JSON. */
  readonly body: Body;
}

type JsonObject = Record<string, unknown>;

/** A server process of its own: the built program on a loopback port, with data that nobody else has. */
export interface TestServer {
  readonly port: number;
  readonly pid: number;
  /** Its working directory; the database and the master key are in `data/` below it. */
  readonly directory: string;
  readonly adminUsername: string;
  readonly adminPassword: string;
  /** Everything it printed so far, to be searched for secrets. */
  output(): string;
  url(path: string): string;
  /** A call with a JSON body and any headers. */
  call<Body = JsonObject>(
    method: string,
    path: string,
    options?: CallOptions,
  ): Promise<JsonAnswer<Body>>;
  /** The access token of the administrator; signs in once. */
  loginAsAdmin(): Promise<string>;
  /** A call as the administrator. */
  admin<Body = JsonObject>(method: string, path: string, body?: unknown): Promise<JsonAnswer<Body>>;
  /** SIGTERM, or another signal; resolves with the exit code, or null after a signal. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

export interface CallOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Starts the built server and waits until it is ready. `stop()` it in `afterAll`. */
export async function startServer(options: ServerOptions = {}): Promise<TestServer> {
  for (let attempt = 1; ; attempt += 1) {
    const server = launch(await freePort(), options);
    try {
      await server.ready();
      return server;
    } catch (error) {
      await server.stop('SIGKILL');
      // Somebody else may have taken the free port in the meantime.
      if (attempt === MAX_ATTEMPTS || !server.output().includes('is in use')) throw error;
    }
  }
}

function launch(port: number, options: ServerOptions): RunningServer {
  const directory = options.directory ?? mkdtempSync(join(tmpdir(), 'ostiary-'));
  const env = {
    PATH: process.env['PATH'] ?? '',
    PORT: String(port),
    OSTIARY_ADMIN_USERNAME: 'root',
    OSTIARY_ADMIN_PASSWORD: randomBytes(18).toString('base64url'),
    // Tests show more wrong credentials in a minute than one network may.
    OSTIARY_FAILED_CALLS_PER_MINUTE: '0',
    // What is logged of a call is looked at in many tests, and must nowhere hold a secret.
    OSTIARY_REQUEST_LOG: 'all',
    OSTIARY_SAMPLES: String(options.samples ?? true),
    ...options.env,
  };
  const child = spawn(process.execPath, ['--enable-source-maps', MAIN], {
    cwd: directory,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return new RunningServer(child, directory, env, options.directory === undefined);
}

class RunningServer implements TestServer {
  readonly port: number;
  readonly pid: number;
  readonly adminUsername: string;
  readonly adminPassword: string;
  private text = '';
  private adminToken: Promise<string> | null = null;

  constructor(
    private readonly child: ChildProcess,
    readonly directory: string,
    env: Readonly<Record<string, string>>,
    private readonly isThrowAway: boolean,
  ) {
    this.port = Number(env['PORT']);
    this.pid = child.pid ?? 0;
    this.adminUsername = env['OSTIARY_ADMIN_USERNAME'] ?? '';
    this.adminPassword = env['OSTIARY_ADMIN_PASSWORD'] ?? '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk: string) => (this.text += chunk));
    }
    process.once('exit', this.abandon);
  }

  output(): string {
    return this.text;
  }

  async ready(): Promise<void> {
    if (!existsSync(MAIN)) throw new Error('dist/main.js is missing: run "npm run build"');
    const deadline = Date.now() + START_TIMEOUT_MS;
    while (Date.now() < deadline) {
      if (this.hasEnded()) throw new Error(`The server ended: ${this.text}`);
      const response = await fetch(this.url('/readyz')).catch(() => null);
      if (response?.ok === true) return;
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    throw new Error(`The server is not ready after ${START_TIMEOUT_MS} ms: ${this.text}`);
  }

  url(path: string): string {
    return `http://127.0.0.1:${this.port}${path}`;
  }

  async call<Body = JsonObject>(
    method: string,
    path: string,
    options: CallOptions = {},
  ): Promise<JsonAnswer<Body>> {
    const hasBody = options.body !== undefined;
    const response = await fetch(this.url(path), {
      method,
      redirect: 'manual',
      headers: { ...(hasBody ? { 'content-type': 'application/json' } : {}), ...options.headers },
      ...(hasBody ? { body: JSON.stringify(options.body) } : {}),
    });
    const { status, headers } = response;
    return { status, headers, body: bodyOf(await response.text()) as Body };
  }

  loginAsAdmin(): Promise<string> {
    this.adminToken ??= this.login();
    return this.adminToken;
  }

  async admin<Body = JsonObject>(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<JsonAnswer<Body>> {
    const authorization = `Bearer ${await this.loginAsAdmin()}`;
    return this.call<Body>(method, path, { headers: { authorization }, body });
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    if (!this.hasEnded()) {
      const closed = once(this.child, 'close');
      this.child.kill(signal);
      const timer = setTimeout(() => this.child.kill('SIGKILL'), STOP_TIMEOUT_MS);
      await closed;
      clearTimeout(timer);
    }
    process.removeListener('exit', this.abandon);
    this.removeDirectory();
    return this.child.exitCode;
  }

  private hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** The test run ends without `stop()`: nothing may stay behind. */
  private readonly abandon = (): void => {
    this.child.kill('SIGKILL');
    this.removeDirectory();
  };

  private removeDirectory(): void {
    if (this.isThrowAway) rmSync(this.directory, { recursive: true, force: true });
  }

  private async login(): Promise<string> {
    const { status, body } = await this.call('POST', '/login', {
      body: { username: this.adminUsername, password: this.adminPassword },
    });
    if (status !== 200)
      throw new Error(`The administrator cannot sign in: ${JSON.stringify(body)}`);
    return String(body.access_token);
  }
}

function bodyOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { text };
  }
}
