import { generateKeyPairSync } from 'node:crypto';
import {
  ClientCredentialsProvider,
  PrivateKeyJwtProvider,
} from '@modelcontextprotocol/sdk/client/auth-extensions.js';
import {
  type OAuthClientProvider,
  UnauthorizedError,
} from '@modelcontextprotocol/sdk/client/auth.js';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { InMemoryOAuthClientProvider } from '@modelcontextprotocol/sdk/examples/client/simpleOAuthClientProvider.js';
import {
  InvalidClientError,
  InvalidGrantError,
} from '@modelcontextprotocol/sdk/server/auth/errors.js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../harness/server.js';
import { createApi, createApp, createOAuthClient, publicUrlOf } from './consumer.js';
import { answerMcp, protectedMcpApp } from './mcp-server.js';
import { Person } from './person.js';
import { startWebApp, type WebApp } from './web-app.js';

const CALLBACK = 'http://localhost:8090/callback';
const SCOPES = ['tides:read', 'tides:write'];

let server: TestServer;
let upstream: WebApp;
let appId: string;
let mcpUrl: URL;
const open: Client[] = [];

beforeAll(async () => {
  server = await startServer();
  // Behind the gateway, a tool learns who calls from the identity headers.
  upstream = await startWebApp(() => (request, response) => {
    void answerMcp(request, response, ({ headers }) => ({
      kind: headers['x-auth-kind'],
      subject: headers['x-auth-subject'],
      scopes: headers['x-auth-scopes'],
      authorization: headers.authorization,
    }));
  });
  appId = await createApp(server);
  mcpUrl = await protect('/mcp', SCOPES);
});

afterAll(async () => {
  await server?.stop();
  await upstream?.stop();
});

afterEach(async () => {
  for (const client of open.splice(0)) await client.close();
});

/** An MCP server behind the gateway, at that path. */
async function protect(path: string, scopes: readonly string[]): Promise<URL> {
  const url = publicUrlOf(server) + path;
  await createApi(server, {
    name: path.slice(1),
    audience: url,
    path_prefix: path,
    upstream: `${upstream.origin}/mcp`,
    scopes: scopes.map((name) => ({ name, description: name })),
    accept: ['access_token'],
  });
  return new URL(url);
}

/** What a program with an MCP client keeps: nothing at first but where it is sent back to. */
class Program {
  readonly provider: OAuthClientProvider;
  private authorizationUrl: URL | undefined;

  constructor() {
    const metadata = {
      client_name: 'Editor',
      redirect_uris: [CALLBACK],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
    };
    const provider = new InMemoryOAuthClientProvider(CALLBACK, metadata, (url) => {
      this.authorizationUrl = url;
    });
    // The SDK's own classes do not fit together under `exactOptionalPropertyTypes`.
    this.provider = provider as OAuthClientProvider;
  }

  /** Connects as the SDK's example does: the first attempt sends the person to the server. */
  async connect(url = mcpUrl): Promise<Client> {
    const { transport, code } = await this.signIn(url);
    await transport.finishAuth(code);
    return connectWith(this.provider, url);
  }

  /** The transport that waits for the code, and the code. */
  async signIn(url = mcpUrl) {
    const transport = new StreamableHTTPClientTransport(url, { authProvider: this.provider });
    await expect(connect(transport)).rejects.toThrow(UnauthorizedError);
    const person = new Person(server.adminUsername, server.adminPassword);
    const callback = await person.visit(this.authorizationUrl ?? new URL('about:blank'));
    return { transport, code: callback.searchParams.get('code') ?? '' };
  }
}

/** A program whose client the administration knows. */
async function registeredProgram(scope = SCOPES.join(' ')): Promise<Program> {
  const program = new Program();
  const registered = await createOAuthClient(server, appId, {
    kind: 'mcp',
    redirect_uris: [CALLBACK],
    scope,
  });
  await program.provider.saveClientInformation?.({ client_id: registered['client_id'] ?? '' });
  return program;
}

/** A program that calls in its own name. */
async function machine(secret?: string): Promise<OAuthClientProvider> {
  const registered = await createOAuthClient(server, appId, {
    kind: 'machine',
    scope: SCOPES.join(' '),
  });
  return new ClientCredentialsProvider({
    clientId: registered['client_id'] ?? '',
    clientSecret: secret ?? registered['client_secret'] ?? '',
    expectedIssuer: publicUrlOf(server),
  });
}

function connectWith(authProvider: OAuthClientProvider, url = mcpUrl): Promise<Client> {
  return connect(new StreamableHTTPClientTransport(url, { authProvider }));
}

/** Without the SDK's sign-in, which would get another token. */
async function connectWithToken({ provider }: Program, url: URL): Promise<Client> {
  const { access_token } = (await provider.tokens()) ?? { access_token: '' };
  const requestInit = { headers: { authorization: `Bearer ${access_token}` } };
  return connect(new StreamableHTTPClientTransport(url, { requestInit }));
}

async function connect(transport: StreamableHTTPClientTransport): Promise<Client> {
  const client = new Client({ name: 'editor', version: '1.0.0' });
  await client.connect(transport);
  open.push(client);
  return client;
}

async function whoami(client: Client): Promise<Record<string, unknown>> {
  const { content } = await client.callTool({ name: 'whoami' });
  const [{ text } = { text: '' }] = content as { text: string }[];
  return JSON.parse(text) as Record<string, unknown>;
}

describe('@modelcontextprotocol/sdk, with an MCP server behind the gateway', () => {
  it('finds the server from the 401, signs in with a client that is known, and calls a tool', async () => {
    const client = await (await registeredProgram()).connect();
    expect(await whoami(client)).toEqual({
      kind: 'access_token',
      subject: expect.stringMatching(/^usr_/),
      scopes: SCOPES.join(' '),
    });
  });

  it('refreshes by itself when its token is no longer let in', async () => {
    const program = await registeredProgram();
    await program.connect();
    const before = await program.provider.tokens();
    await program.provider.saveTokens({ token_type: 'Bearer', ...before, access_token: 'gone' });
    expect(await whoami(await connectWith(program.provider))).toMatchObject({
      subject: expect.stringMatching(/^usr_/),
    });
    expect(await program.provider.tokens()).not.toMatchObject({
      refresh_token: before?.refresh_token,
    });
  });

  it('calls in the name of the program, by client credentials', async () => {
    const client = await connectWith(await machine());
    expect(await whoami(client)).toMatchObject({
      kind: 'access_token',
      subject: expect.stringMatching(/^cli_/),
    });
  });

  it('calls in the name of a program that has a key in the place of a secret', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const registered = await createOAuthClient(server, appId, {
      kind: 'machine',
      scope: SCOPES.join(' '),
      token_endpoint_auth_method: 'private_key_jwt',
      jwks: { keys: [publicKey.export({ format: 'jwk' })] },
    });
    const provider = new PrivateKeyJwtProvider({
      clientId: registered['client_id'] ?? '',
      privateKey: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
      algorithm: 'ES256',
      expectedIssuer: publicUrlOf(server),
    });
    expect(await whoami(await connectWith(provider))).toMatchObject({
      subject: registered['client_id'],
    });
  });

  it('is not let in elsewhere with its token', async () => {
    const program = await registeredProgram();
    await program.connect();
    const charts = await protect('/charts', ['charts:read']);
    await expect(connectWithToken(program, charts)).rejects.toMatchObject({
      code: 401,
      message: expect.stringContaining('token_wrong_audience'),
    });
  });

  it('reports InvalidClientError for a wrong secret', async () => {
    await expect(connectWith(await machine('wrong'))).rejects.toThrow(InvalidClientError);
  });

  it('reports InvalidGrantError for a code that was used, whose tokens end with that', async () => {
    const program = await registeredProgram();
    const { transport, code } = await program.signIn();
    await transport.finishAuth(code);
    await expect(transport.finishAuth(code)).rejects.toThrow(InvalidGrantError);
    const { access_token } = (await program.provider.tokens()) ?? { access_token: '' };
    const authorization = `Bearer ${access_token}`;
    expect(await server.call('GET', '/mcp', { headers: { authorization } })).toMatchObject({
      status: 401,
      body: { code: 'token_revoked' },
    });
  });
});

describe('@modelcontextprotocol/sdk, with an MCP server that asks for tokens itself', () => {
  let app: WebApp;
  let url: URL;

  beforeAll(async () => {
    app = await startWebApp((origin) => {
      url = new URL('/mcp', origin);
      return protectedMcpApp(publicUrlOf(server), url);
    });
    const scopes = [{ name: 'boats:read', description: 'See the boats' }];
    await createApi(server, { name: 'Boats', audience: url.href, path_prefix: '/boats', scopes });
  });

  afterAll(() => app?.stop());

  it('is sent to the server by its metadata, and comes back with a token for it alone', async () => {
    const program = await registeredProgram('boats:read');
    expect(await whoami(await program.connect(url))).toEqual({
      subject: expect.stringMatching(/^usr_/),
      scopes: 'boats:read',
    });
  });

  it('is not let in with a token for another resource', async () => {
    const program = await registeredProgram();
    await program.connect();
    await expect(connectWithToken(program, url)).rejects.toMatchObject({
      code: 401,
      message: expect.stringContaining('invalid_token'),
    });
  });
});
