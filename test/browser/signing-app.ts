import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CHALLENGE, VERIFIER } from '../harness/oauth-names.js';
import { type BrowserWorld, MARKUP_NAME } from './harness.js';

/** Scopes of the API that `SigningApp` asks for; its name and the words of its scopes are markup. */
const SCOPES = [
  { name: 'orders:read', description: `Read orders ${MARKUP_NAME}` },
  { name: 'orders:write', description: '<script>alert(2)</script>' },
];
const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code';

export interface SigningClient {
  readonly id: string;
  /** Empty for a public client. */
  readonly secret: string;
}

/** Somebody else's web app, at an origin of its own, that signs people in here. */
export class SigningApp {
  private constructor(
    private readonly world: BrowserWorld,
    private readonly server: Server,
  ) {}

  static async start(world: BrowserWorld): Promise<SigningApp> {
    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end('<link rel="icon" href="data:,"><h1 id="back">Back at the app</h1>');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await world.make('POST', '/admin/apis', {
      name: MARKUP_NAME,
      path_prefix: '/orders',
      upstream: 'http://127.0.0.1:9',
      accept: ['access_token'],
      scopes: SCOPES,
    });
    return new SigningApp(world, server);
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** A client with a name of markup, of an app that belongs to somebody. */
  async register(kind: 'confidential' | 'public', ownerId: string): Promise<SigningClient> {
    const app = await this.world.make('POST', '/admin/apps', {
      name: MARKUP_NAME,
      owner_id: ownerId,
    });
    const client = await this.world.make('POST', `/admin/apps/${app['id']}/oauth-clients`, {
      client_name: MARKUP_NAME,
      redirect_uris: [`${this.origin}/callback`],
      grant_types: ['authorization_code', 'refresh_token', DEVICE_GRANT],
      scope: 'openid profile orders:read orders:write',
      token_endpoint_auth_method: kind === 'public' ? 'none' : 'client_secret_basic',
    });
    return { id: client['client_id'] ?? '', secret: client['client_secret'] ?? '' };
  }

  /** Where it sends people to sign in. */
  signInUrl({ id }: SigningClient): string {
    const query = new URLSearchParams({
      client_id: id,
      response_type: 'code',
      redirect_uri: `${this.origin}/callback`,
      scope: 'openid profile orders:read orders:write',
      state: 'where-we-were',
      code_challenge: CHALLENGE,
      code_challenge_method: 'S256',
    });
    return this.world.url(`/oauth/authorize?${query}`);
  }

  /** Redeems the code of the address that somebody came back to. */
  redeem(client: SigningClient, address: string): Promise<Record<string, unknown>> {
    const code = new URL(address).searchParams.get('code') ?? '';
    return this.ask('/oauth/token', client, {
      grant_type: 'authorization_code',
      code,
      redirect_uri: `${this.origin}/callback`,
      code_verifier: VERIFIER,
    });
  }

  /** A device of it asks for a code. */
  startDevice(client: SigningClient): Promise<Record<string, unknown>> {
    return this.ask('/oauth/device_authorization', client, { scope: 'openid orders:read' });
  }

  /** The device asks whether somebody has confirmed it. */
  pollDevice(client: SigningClient, deviceCode: unknown): Promise<Record<string, unknown>> {
    return this.ask('/oauth/token', client, {
      grant_type: DEVICE_GRANT,
      device_code: String(deviceCode),
    });
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async ask(
    path: string,
    { id, secret }: SigningClient,
    form: Readonly<Record<string, string>>,
  ): Promise<Record<string, unknown>> {
    const authorization = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
    const response = await fetch(this.world.url(path), {
      method: 'POST',
      headers: secret === '' ? {} : { authorization },
      body: new URLSearchParams(secret === '' ? { ...form, client_id: id } : form),
    });
    return (await response.json()) as Record<string, unknown>;
  }
}
