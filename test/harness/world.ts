import { expect } from 'vitest';
import { type RawResponse, rawRequest, sendRaw } from './raw.js';
import { type Recorder, startRecorder } from './recorder.js';
import { expectRefusal, type Problem, type Refusal } from './refusal.js';
import { type ServerOptions, startServer, type TestServer } from './server.js';
import { openState, type StateReader } from './state.js';

/** One call, down to its bytes. Header lines are sent as they are. */
export interface Ask {
  /** Default: GET. */
  readonly method?: string;
  readonly target: string;
  readonly headers?: readonly string[];
  readonly body?: string;
  /** The loopback address to call from; default 127.0.0.1. */
  readonly from?: string;
}

export interface CreatedKey {
  readonly id: string;
  readonly key: string;
  readonly appId: string;
}

export interface CreatedAccessKey {
  readonly id: string;
  readonly ak: string;
  readonly sk: string;
  readonly appId: string;
}

type JsonObject = Record<string, unknown>;

/** A server with a recording upstream behind it, and what it takes to fill it. */
export class World {
  private readonly state: StateReader;

  private constructor(
    readonly server: TestServer,
    readonly recorder: Recorder,
    /** An app without an owner, for whatever needs one. */
    readonly appId: string,
  ) {
    this.state = openState(server);
  }

  static async open(options: ServerOptions = {}): Promise<World> {
    const [server, recorder] = await Promise.all([startServer(options), startRecorder()]);
    const { body } = await server.admin('POST', '/admin/apps', { name: 'Harbour' });
    return new World(server, recorder, String(body['id']));
  }

  async close(): Promise<void> {
    this.state.close();
    await Promise.all([this.server.stop(), this.recorder.stop()]);
  }

  get publicUrl(): string {
    return `http://localhost:${this.server.port}`;
  }

  ask({ method = 'GET', target, headers = [], body = '', from }: Ask): Promise<RawResponse> {
    // latin1, so that a header can hold any byte.
    const bytes = Buffer.from(rawRequest(method, target, headers), 'latin1');
    const length = Buffer.byteLength(body);
    const head = length === 0 ? bytes : withLength(bytes, length);
    return sendRaw(this.server.port, Buffer.concat([head, Buffer.from(body)]), {
      ...(from === undefined ? {} : { localAddress: from }),
    });
  }

  /** Asserts that a call goes through to whoever answers it. */
  async allows(ask: Ask): Promise<RawResponse> {
    const response = await this.ask(ask);
    expect([response.status, response.status < 300 ? '' : response.body]).toEqual([
      expect.toSatisfy((status: number) => status >= 200 && status < 300),
      '',
    ]);
    return response;
  }

  /**
   * Asserts that a call is refused like this, that nothing of it reached the upstream, that nothing
   * was written, and that the refusal does not repeat the credential.
   */
  async refuses(ask: Ask, refusal: Refusal): Promise<Problem> {
    const seen = this.recorder.seen();
    const state = this.state.dump();
    const response = await this.ask(ask);
    const problem = expectRefusal(response, refusal, ask.method === 'HEAD');
    expect(this.recorder.seen()).toEqual(seen);
    expect(this.state.dump()).toEqual(state);
    for (const secret of secretsIn(ask)) expect(response.text).not.toContain(secret);
    return problem;
  }

  /** Asserts that the server writes nothing meanwhile: every table is what it was, byte for byte. */
  async unchanged<T>(work: () => Promise<T>): Promise<T> {
    const before = this.state.dump();
    const result = await work();
    expect(this.state.dump()).toEqual(before);
    return result;
  }

  /** The line of the request log about this request; it may be written after the answer. */
  async logLineOf(requestId: string): Promise<JsonObject> {
    const lines = (): string[] =>
      this.server
        .output()
        .split('\n')
        .filter((line) => line.includes(requestId) && line.includes('"msg":"request"'));
    await expect.poll(() => lines().length, { timeout: 5_000 }).toBe(1);
    return JSON.parse(lines()[0] ?? '{}') as JsonObject;
  }

  async create<Body = JsonObject>(path: string, body: unknown): Promise<Body> {
    const answer = await this.server.admin<Body>('POST', path, body);
    if (answer.status !== 201) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  async change(
    method: 'PATCH' | 'DELETE' | 'POST',
    path: string,
    body?: unknown,
  ): Promise<JsonObject> {
    const answer = await this.server.admin(method, path, body);
    if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  }

  async createApp(body: JsonObject = {}): Promise<string> {
    return (await this.create<{ id: string }>('/admin/apps', { name: 'App', ...body })).id;
  }

  async createKey(body: JsonObject = {}, appId = this.appId): Promise<CreatedKey> {
    const path = `/admin/apps/${appId}/api-keys`;
    const { id, key } = await this.create<CreatedKey>(path, { name: 'key', ...body });
    return { id, key, appId };
  }

  async createAccessKey(body: JsonObject = {}, appId = this.appId): Promise<CreatedAccessKey> {
    const path = `/admin/apps/${appId}/access-keys`;
    const { id, ak, sk } = await this.create<CreatedAccessKey>(path, { name: 'pair', ...body });
    return { id, ak, sk, appId };
  }

  /** A protected API whose upstream is the recorder, unless the body says otherwise. */
  async createApi(prefix: string, body: JsonObject = {}): Promise<string> {
    const { origin } = this.recorder;
    const api = { name: prefix.slice(1), path_prefix: prefix, upstream: origin, ...body };
    return (await this.create<{ id: string }>('/admin/apis', api)).id;
  }

  /** A user who can sign in. */
  async createUser(
    username: string,
    body: JsonObject = {},
  ): Promise<{ id: string; password: string }> {
    const password = 'seven green boats sail';
    const { id } = await this.create<{ id: string }>('/admin/users', {
      username,
      password,
      ...body,
    });
    return { id, password };
  }

  async login(
    username: string,
    password: string,
  ): Promise<{ token: string; refreshToken: string }> {
    const { status, body } = await this.server.call('POST', '/login', {
      body: { username, password },
    });
    if (status !== 200) throw new Error(`cannot sign in: ${JSON.stringify(body)}`);
    return { token: String(body['access_token']), refreshToken: String(body['refresh_token']) };
  }
}

/** The header lines of a JSON body. */
export const JSON_BODY = ['Content-Type: application/json'];

function withLength(head: Buffer, length: number): Buffer {
  const text = head
    .toString('latin1')
    .replace(/\r\n\r\n$/, `\r\nContent-Length: ${length}\r\n\r\n`);
  return Buffer.from(text, 'latin1');
}

/** What a call shows as a credential, where it is long enough to be found by chance never. */
function secretsIn({ target, headers = [] }: Ask): string[] {
  const lines = headers.filter((line) =>
    /^(?:authorization|x-api-key|apihub-token|dpop):/i.test(line),
  );
  const values = lines.flatMap((line) => line.slice(line.indexOf(':') + 1).split(/[\s,]+/));
  const keys = target.match(/[0-9A-Za-z]{2,12}_(?:live|test)_[0-9A-Za-z]{20,}/g) ?? [];
  const path = target.split('?', 1)[0] ?? '';
  return [...values, ...keys].filter((value) => value.length >= 24 && !path.includes(value));
}
