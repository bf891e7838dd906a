import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { InvalidTokenError } from '@modelcontextprotocol/sdk/server/auth/errors.js';
import { requireBearerAuth } from '@modelcontextprotocol/sdk/server/auth/middleware/bearerAuth.js';
import {
  getOAuthProtectedResourceMetadataUrl,
  mcpAuthMetadataRouter,
} from '@modelcontextprotocol/sdk/server/auth/router.js';
import type { AuthInfo } from '@modelcontextprotocol/sdk/server/auth/types.js';
import { createMcpExpressApp } from '@modelcontextprotocol/sdk/server/express.js';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { OAuthMetadataSchema } from '@modelcontextprotocol/sdk/shared/auth.js';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import type { TestServer } from '../harness/server.js';
import { createApi, publicUrlOf } from './consumer.js';
import { startWebApp, type WebApp } from './web-app.js';

/** Names the caller, as whatever stands in front of the tools has found it. */
type CallerOf = (request: IncomingMessage) => Readonly<Record<string, unknown>>;

/**
 * Answers a request of the Model Context Protocol, without sessions, by a server whose one tool
 * `whoami` tells who calls it.
 */
async function answerMcp(
  request: IncomingMessage,
  response: ServerResponse,
  callerOf: CallerOf,
  body?: unknown,
): Promise<void> {
  if (request.method !== 'POST') return void response.writeHead(405, { allow: 'POST' }).end();
  const server = new McpServer({ name: 'tide-tables', version: '1.0.0' });
  server.registerTool('whoami', { description: 'Tells who calls.' }, () => ({
    content: [{ type: 'text', text: JSON.stringify(callerOf(request)) }],
  }));
  const transport = new StreamableHTTPServerTransport();
  response.once('close', () => void server.close());
  await server.connect(transport);
  await transport.handleRequest(request, response, body);
}

/** Tools that learn who calls from the identity headers, as they do behind the gateway. */
export function startTools(): Promise<WebApp> {
  return startWebApp(() => (request, response) => {
    void answerMcp(request, response, ({ headers }) => ({
      kind: headers['x-auth-kind'],
      subject: headers['x-auth-subject'],
      scopes: headers['x-auth-scopes'],
      authorization: headers.authorization,
    }));
  });
}

/** Puts them behind the gateway, at that path; the URL that clients are given. */
export async function protectTools(
  server: TestServer,
  tools: WebApp,
  path: string,
  scopes: readonly string[],
): Promise<URL> {
  const url = publicUrlOf(server) + path;
  await createApi(server, {
    name: path.slice(1),
    audience: url,
    path_prefix: path,
    upstream: `${tools.origin}/mcp`,
    scopes: scopes.map((name) => ({ name, description: name })),
    accept: ['access_token'],
  });
  return new URL(url);
}

/** An MCP server that asks for tokens itself: the SDK's own middleware, and the published keys. */
export async function protectedMcpApp(issuer: string, resource: URL): Promise<RequestListener> {
  const response = await fetch(`${issuer}/.well-known/oauth-authorization-server`);
  const oauthMetadata = OAuthMetadataSchema.parse(await response.json());
  const keys = createRemoteJWKSet(new URL(`${issuer}/oauth/jwks`));
  const verifyAccessToken = async (token: string): Promise<AuthInfo> => {
    const checks = { issuer, audience: resource.href, typ: 'at+jwt' };
    const { payload } = await jwtVerify(token, keys, checks).catch((error: Error) => {
      throw new InvalidTokenError(error.message);
    });
    return {
      token,
      clientId: String(payload['client_id']),
      scopes: String(payload['scope']).split(' '),
      expiresAt: payload.exp ?? 0,
      extra: { subject: payload.sub },
    };
  };

  const app = createMcpExpressApp();
  app.use(mcpAuthMetadataRouter({ oauthMetadata, resourceServerUrl: resource }));
  const authenticate = requireBearerAuth({
    verifier: { verifyAccessToken },
    resourceMetadataUrl: getOAuthProtectedResourceMetadataUrl(resource),
  });
  app.all(resource.pathname, authenticate, (request, answer) => {
    const { auth } = request;
    const caller = () => ({ ...auth?.extra, scopes: auth?.scopes.join(' ') });
    void answerMcp(request, answer, caller, request.body);
  });
  return app;
}
