import { generateKeyPairSync } from 'node:crypto';
import {
  ClientCredentialsProvider,
  PrivateKeyJwtProvider,
} from '@modelcontextprotocol/sdk/client/auth-extensions.js';
import type { OAuthClientProvider } from '@modelcontextprotocol/sdk/client/auth.js';
import {
  InvalidClientError,
  InvalidGrantError,
} from '@modelcontextprotocol/sdk/server/auth/errors.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../harness/server.js';
import { createApi, createApp, createOAuthClient, publicUrlOf } from './consumer.js';
import { connectWith, connectWithToken, MCP_CALLBACK, McpProgram, whoami } from './mcp-client.js';
import { protectedMcpApp, protectTools, startTools } from './mcp-server.js';
import { Person } from './person.js';
import { startWebApp, type WebApp } from './web-app.js';

const SCOPES = ['tides:read', 'tides:write'];

let server: TestServer;
let tools: WebApp;
let appId: string;
let mcpUrl: URL;

beforeAll(async () => {
  server = await startServer();
  tools = await startTools();
  appId = await createApp(server);
  mcpUrl = await protectTools(server, tools, '/mcp', SCOPES);
});

afterAll(async () => {
  await server?.stop();
  await tools?.stop();
});

const somebody = () => new Person(server.adminUsername, server.adminPassword);

/** A program whose client the administration knows. */
async function registeredProgram(scope = SCOPES.join(' ')): Promise<McpProgram> {
  const program = new McpProgram();
  const registered = await createOAuthClient(server, appId, {
    kind: 'mcp',
    redirect_uris: [MCP_CALLBACK],
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

describe('@modelcontextprotocol/sdk, with an MCP server behind the gateway', () => {
  it('finds the server from the 401, signs in with a client that is known, and calls a tool', async () => {
    const client = await (await registeredProgram()).connect(mcpUrl, somebody());
    expect(await whoami(client)).toEqual({
      kind: 'access_token',
      subject: expect.stringMatching(/^usr_/),
      scopes: SCOPES.join(' '),
    });
  });

  it('refreshes by itself when its token is no longer let in', async () => {
    const program = await registeredProgram();
    await program.connect(mcpUrl, somebody());
    const before = await program.provider.tokens();
    await program.provider.saveTokens({ token_type: 'Bearer', ...before, access_token: 'gone' });
    expect(await whoami(await connectWith(program.provider, mcpUrl))).toMatchObject({
      subject: expect.stringMatching(/^usr_/),
    });
    expect(await program.provider.tokens()).not.toMatchObject({
      refresh_token: before?.refresh_token,
    });
  });

  it('calls in the name of the program, by client credentials', async () => {
    const client = await connectWith(await machine(), mcpUrl);
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
    expect(await whoami(await connectWith(provider, mcpUrl))).toMatchObject({
      subject: registered['client_id'],
    });
  });

  it('is not let in elsewhere with its token', async () => {
    const program = await registeredProgram();
    await program.connect(mcpUrl, somebody());
    const charts = await protectTools(server, tools, '/charts', ['charts:read']);
    await expect(connectWithToken(program, charts)).rejects.toMatchObject({
      code: 401,
      message: expect.stringContaining('token_wrong_audience'),
    });
  });

  it('reports InvalidClientError for a wrong secret', async () => {
    await expect(connectWith(await machine('wrong'), mcpUrl)).rejects.toThrow(InvalidClientError);
  });

  it('reports InvalidGrantError for a code that was used, whose tokens end with that', async () => {
    const program = await registeredProgram();
    const { transport, code } = await program.signIn(mcpUrl, somebody());
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
    expect(await whoami(await program.connect(url, somebody()))).toEqual({
      subject: expect.stringMatching(/^usr_/),
      scopes: 'boats:read',
    });
  });

  it('is not let in with a token for another resource', async () => {
    const program = await registeredProgram();
    await program.connect(mcpUrl, somebody());
    await expect(connectWithToken(program, url)).rejects.toMatchObject({
      code: 401,
      message: expect.stringContaining('invalid_token'),
    });
  });
});
