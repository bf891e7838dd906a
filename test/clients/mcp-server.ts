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

/** Names the caller, as whatever stands in front of the tools has found it. */
export type CallerOf = (request: IncomingMessage) => Readonly<Record<string, unknown>>;

/**
 * Answers a request of the Model Context Protocol, without sessions, by a server whose one tool
 * `whoami` tells who calls it.
 */
export async function answerMcp(
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
