import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from '../harness/server.js';
import {
  type Certificate,
  type HttpsSite,
  selfSigned,
  startHttpsSite,
} from '../harness/https-site.js';
import { MCP_CLIENT, McpProgram, whoami } from './mcp-client.js';
import { protectTools, startTools } from './mcp-server.js';
import { Person } from './person.js';
import type { WebApp } from './web-app.js';

const SCOPES = ['tides:read', 'tides:write'];
const DOCUMENT = '/editor/client.json';

let certificate: Certificate;
let site: HttpsSite;
let server: TestServer;
let tools: WebApp;
let mcpUrl: URL;

beforeAll(async () => {
  certificate = selfSigned();
  site = await startHttpsSite(certificate, (request, response) => {
    if (request.url !== DOCUMENT) return void response.writeHead(404).end();
    const document = {
      ...MCP_CLIENT,
      client_id: documentUrl(),
      token_endpoint_auth_method: 'none',
    };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(document));
  });
  server = await startServer({
    env: {
      OSTIARY_DYNAMIC_REGISTRATION: 'open',
      OSTIARY_CLIENT_METADATA_DOCUMENTS: 'true',
      OSTIARY_SELF_REGISTERED_SCOPES: '*',
      OSTIARY_FETCH_FROM_LOOPBACK: 'true',
      NODE_EXTRA_CA_CERTS: certificate.path,
    },
  });
  tools = await startTools();
  mcpUrl = await protectTools(server, tools, '/mcp', SCOPES);
});

afterAll(async () => {
  await server?.stop();
  await Promise.all([tools?.stop(), site?.stop()]);
  certificate?.remove();
});

const documentUrl = (path = DOCUMENT) => `https://localhost:${site.port}${path}`;
const somebody = () => new Person(server.adminUsername, server.adminPassword);

describe('@modelcontextprotocol/sdk, with a client that nobody has registered', () => {
  it('registers itself, signs in, and calls a tool', async () => {
    const program = new McpProgram();
    const client = await program.connect(mcpUrl, somebody());
    expect(await program.provider.clientInformation()).toMatchObject({
      client_id: expect.stringMatching(/^cli_/),
      client_name: MCP_CLIENT.client_name,
    });
    expect(await whoami(client)).toMatchObject({
      subject: expect.stringMatching(/^usr_/),
      scopes: SCOPES.join(' '),
    });
  });

  it('is known by the document at its client_id, signs in, and calls a tool', async () => {
    const program = new McpProgram(documentUrl());
    const client = await program.connect(mcpUrl, somebody());
    expect(await program.provider.clientInformation()).toMatchObject({ client_id: documentUrl() });
    expect(await whoami(client)).toMatchObject({
      subject: expect.stringMatching(/^usr_/),
      scopes: SCOPES.join(' '),
    });
  });

  it('is sent nowhere when its document is not there', async () => {
    const program = new McpProgram(documentUrl('/editor/gone.json'));
    const signIn = program.signIn(mcpUrl, somebody());
    await expect(signIn).rejects.toThrow(/invalid_client/);
  });
});
