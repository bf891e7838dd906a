import { expect } from 'vitest';
import { CALLBACK, CHALLENGE, PASSWORD } from '../../harness/oauth-names.js';
import { withDatabase } from '../../harness/state.js';
import type { World } from '../../harness/world.js';
import {
  authorize,
  authorizeUrl,
  Browser,
  type PageResponse,
} from '../../integration/oauth/browser.js';

type Members = Readonly<Record<string, unknown>>;
export type Parameters = Readonly<Record<string, string | undefined>>;

export interface Client {
  readonly appId: string;
  readonly id: string;
  readonly secret: string;
}

export interface TokenAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

/** The challenge that belongs to the verifier of every exchange here. */
export const PKCE = { code_challenge: CHALLENGE, code_challenge_method: 'S256' };

/** Everybody who takes part in OAuth at a running server: the user alice at a browser, and her clients. */
export class Parties {
  readonly browser: Browser;

  private constructor(
    readonly world: World,
    readonly userId: string,
  ) {
    this.browser = new Browser(this.place);
  }

  static async gather(world: World): Promise<Parties> {
    const user = { username: 'alice', password: PASSWORD };
    const { id } = await world.create<{ id: string }>('/admin/users', user);
    return new Parties(world, id);
  }

  /** The server by the name that it has itself. */
  get place(): { readonly url: string } {
    return { url: this.world.publicUrl };
  }

  async register(members: Members = {}): Promise<Client> {
    const appId = await this.world.createApp();
    const { client_id: id, client_secret: secret = '' } = await this.world.create<
      Record<string, string>
    >(`/admin/apps/${appId}/oauth-clients`, {
      client_name: 'Shop front',
      redirect_uris: [CALLBACK],
      grant_types: ['authorization_code', 'refresh_token'],
      scope: 'openid profile read',
      token_endpoint_auth_method: 'client_secret_basic',
      ...(members['token_endpoint_auth_method'] === 'none' ? {} : { require_pkce: false }),
      ...members,
    });
    return { appId, id: id ?? '', secret };
  }

  registerMachine(members: Members = {}): Promise<Client> {
    return this.register({
      redirect_uris: [],
      grant_types: ['client_credentials'],
      scope: 'read',
      ...members,
    });
  }

  /** A browser of its own opens an authorization request. */
  open(id: string, parameters: Parameters = {}): Promise<PageResponse> {
    return new Browser(this.place).open(authorizeUrl(id, parameters));
  }

  /** A code for alice, who is signed in and has consented. */
  async code(client: Client, parameters: Parameters = {}): Promise<string> {
    const end = await authorize(this.place, authorizeUrl(client.id, parameters), this.browser);
    const code = end.searchParams.get('code');
    if (code === null) throw new Error(`no code: ${String(end)}`);
    return code;
  }

  /** POST to an endpoint of the protocol; the members undefined are left out. */
  async post(
    path: string,
    form: Parameters | URLSearchParams,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<TokenAnswer> {
    const pairs =
      form instanceof URLSearchParams
        ? form
        : Object.entries(form).filter((pair): pair is [string, string] => pair[1] !== undefined);
    const response = await fetch(`${this.place.url}${path}`, {
      method: 'POST',
      redirect: 'manual',
      headers,
      body: new URLSearchParams(pairs),
    });
    const text = await response.text();
    const body = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
    return { status: response.status, headers: response.headers, body };
  }

  token(client: Client, form: Parameters): Promise<TokenAnswer> {
    return this.post('/oauth/token', form, basic(client));
  }

  exchange(client: Client, code: string, changes: Parameters = {}): Promise<TokenAnswer> {
    const form = { grant_type: 'authorization_code', code, redirect_uri: CALLBACK };
    return this.token(client, { ...form, ...changes });
  }

  refresh(client: Client, token: unknown, changes: Parameters = {}): Promise<TokenAnswer> {
    return this.token(client, {
      grant_type: 'refresh_token',
      refresh_token: String(token),
      ...changes,
    });
  }

  /** The tokens of a whole code flow. */
  async tokens(client: Client, parameters: Parameters = {}): Promise<Record<string, unknown>> {
    const { status, body } = await this.exchange(client, await this.code(client, parameters));
    expect([status, body]).toEqual([200, expect.anything()]);
    return body;
  }

  async isActive(client: Client, token: unknown): Promise<unknown> {
    const answer = await this.post('/oauth/introspect', { token: String(token) }, basic(client));
    return answer.body['active'];
  }

  /** What a decorated route answers to a token: its status, and the code of a refusal. */
  async callWith(token: unknown): Promise<string> {
    const headers = { authorization: `Bearer ${String(token)}` };
    const { status, body } = await this.world.server.call('GET', '/profile', { headers });
    return status === 200 ? '200' : `${status} ${String(body['code'])}`;
  }

  /** How many records of a kind the server keeps of a client. */
  count(model: string, { id }: Client): number {
    return withDatabase(this.world.server, (connection) => {
      const statement = 'SELECT COUNT(*) AS n FROM oauth_records WHERE model = ? AND client_id = ?';
      const [row] = connection.prepare(statement).all(model, id) as { n: number }[];
      return row?.n ?? 0;
    });
  }
}

export function basic({ id, secret }: Pick<Client, 'id' | 'secret'>): { authorization: string } {
  return { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` };
}

/** Asserts that a program is refused like this, in the two members of RFC 6749 §5.2. */
export function expectError(answer: TokenAnswer, status: number, error: string | RegExp): void {
  expect([answer.status, answer.body['error']]).toEqual([
    status,
    typeof error === 'string' ? error : expect.stringMatching(error),
  ]);
  expect(Object.keys(answer.body).sort()).toEqual(['error', 'error_description']);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('www-authenticate') === null).toBe(status !== 401);
}
