import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { startServer, type TestServer } from '../../harness/server.js';
import type { ClientAuth, SuiteClient } from './flow.js';
import { PERSON_CLAIMS } from './person.js';
import type { Script } from './scripted-browser.js';
import { SUITE_URL, Wire } from './wire.js';

const CLOCK = new URL('./moved-clock.mjs', import.meta.url);
const CLOCK_STEP_MS = 31_000;
const CONFIG = fileURLToPath(new URL('../suite-config.json', import.meta.url));

/** The configuration with which an operator starts the real suite. */
export interface SuiteConfig {
  readonly alias: string;
  readonly server: { readonly discoveryUrl: string; readonly login_hint: string };
  readonly browser: readonly Script[];
  readonly override: Readonly<Record<string, { readonly browser: readonly Script[] }>>;
}

/** `client` and `client2`, for each way to prove a client. */
type Clients = Readonly<Record<ClientAuth, readonly [SuiteClient, SuiteClient]>>;

export function readSuiteConfig(): SuiteConfig {
  return JSON.parse(readFileSync(CONFIG, 'utf8')) as SuiteConfig;
}

/** The built server as an operator prepares it for the suite, at the address of the configuration. */
export class Suite {
  readonly config = readSuiteConfig();
  private aheadMs = 0;

  private constructor(
    readonly server: TestServer,
    readonly wire: Wire,
    private readonly clients: Clients,
  ) {}

  /** @param settings what is switched on beyond the defaults */
  static async open(settings: Readonly<Record<string, string>> = {}): Promise<Suite> {
    const config = readSuiteConfig();
    const publicUrl = new URL(config.server.discoveryUrl).origin;
    const server = await startServer({
      samples: false,
      env: { OSTIARY_PUBLIC_URL: publicUrl, NODE_OPTIONS: `--import=${CLOCK.href}`, ...settings },
    });
    try {
      await createPerson(server, config.browser);
      return new Suite(server, new Wire(publicUrl, server.port), await createClients(server));
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  close(): Promise<unknown> {
    return this.server.stop();
  }

  /** `client` or `client2` of a run with that client authentication. */
  client(auth: ClientAuth, index: 0 | 1 = 0): SuiteClient {
    return this.clients[auth][index];
  }

  scriptsOf(moduleName: string): readonly Script[] {
    return this.config.override[moduleName]?.browser ?? this.config.browser;
  }

  /** The server's time: epoch milliseconds. */
  now(): number {
    return Date.now() + this.aheadMs;
  }

  /** Takes the place of a wait: 31 seconds pass for the server, which is enough for each wait of the suite. */
  async letTimePass(): Promise<void> {
    const aheadMs = this.aheadMs + CLOCK_STEP_MS;
    process.kill(this.server.pid, 'SIGUSR2');
    await expect
      .poll(() => this.server.output(), { timeout: 5_000 })
      .toContain(`clock moved to +${aheadMs} ms`);
    this.aheadMs = aheadMs;
  }
}

async function createPerson(server: TestServer, scripts: readonly Script[]): Promise<void> {
  await create(server, '/admin/users', {
    username: typedIn(scripts, 'username'),
    password: typedIn(scripts, 'password'),
    claims: PERSON_CLAIMS,
  });
}

async function createClients(server: TestServer): Promise<Clients> {
  const app = await create(server, '/admin/apps', { name: 'Conformance suite' });
  const clientOf = async (auth: ClientAuth, name: string): Promise<SuiteClient> => {
    const body = await create(server, `/admin/apps/${String(app['id'])}/oauth-clients`, {
      client_name: name,
      redirect_uris: [`${SUITE_URL}/callback`],
      post_logout_redirect_uris: [`${SUITE_URL}/post_logout_redirect`],
      grant_types: ['authorization_code', 'refresh_token'],
      scope: 'openid profile email address phone offline_access',
      token_endpoint_auth_method: auth,
    });
    return { id: String(body['client_id']), secret: String(body['client_secret']), auth };
  };
  const pairOf = async (auth: ClientAuth): Promise<readonly [SuiteClient, SuiteClient]> => [
    await clientOf(auth, 'First client'),
    await clientOf(auth, 'Second client'),
  ];
  return {
    client_secret_basic: await pairOf('client_secret_basic'),
    client_secret_post: await pairOf('client_secret_post'),
  };
}

async function create(
  server: TestServer,
  path: string,
  body: unknown,
): Promise<Readonly<Record<string, unknown>>> {
  const answer = await server.admin('POST', path, body);
  if (answer.status !== 201) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** What the scripts type into the field of that id. */
function typedIn(scripts: readonly Script[], id: string): string {
  const commands = scripts.flatMap(({ tasks }) => tasks).flatMap(({ commands = [] }) => commands);
  const command = commands.find(([name, , target]) => name === 'text' && target === id);
  if (command === undefined) throw new Error(`nothing is typed into ${id}`);
  return String(command[3]);
}
