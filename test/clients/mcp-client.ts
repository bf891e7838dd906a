import {
  type OAuthClientProvider,
  UnauthorizedError,
} from '@modelcontextprotocol/sdk/client/auth.js';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { InMemoryOAuthClientProvider } from '@modelcontextprotocol/sdk/examples/client/simpleOAuthClientProvider.js';
import { afterEach, expect } from 'vitest';
import type { Person } from './person.js';

export const MCP_CALLBACK = 'http://localhost:8090/callback';
/** What such a program tells of itself. */
export const MCP_CLIENT = {
  client_name: 'Editor',
  redirect_uris: [MCP_CALLBACK],
  grant_types: ['authorization_code', 'refresh_token'],
  response_types: ['code'],
};

const open: Client[] = [];

afterEach(async () => {
  for (const client of open.splice(0)) await client.close();
});

/** What a program with an MCP client keeps: nothing at first but where it is sent back to. */
export class McpProgram {
  readonly provider: OAuthClientProvider;
  private authorizationUrl: URL | undefined;

  /** @param documentUrl where the program describes itself, if it does */
  constructor(documentUrl?: string) {
    const keepUrl = (url: URL) => void (this.authorizationUrl = url);
    // The SDK's own classes do not fit together under `exactOptionalPropertyTypes`.
    this.provider = new InMemoryOAuthClientProvider(
      MCP_CALLBACK,
      MCP_CLIENT,
      keepUrl,
      documentUrl,
    ) as OAuthClientProvider;
  }

  /** Connects as the SDK's example does: the first attempt sends the person to the server. */
  async connect(url: URL, person: Person): Promise<Client> {
    const { transport, code } = await this.signIn(url, person);
    await transport.finishAuth(code);
    return connectWith(this.provider, url);
  }

  /** The transport that waits for the code, and the code. */
  async signIn(url: URL, person: Person) {
    const transport = new StreamableHTTPClientTransport(url, { authProvider: this.provider });
    await expect(connect(transport)).rejects.toThrow(UnauthorizedError);
    const callback = await person.visit(this.authorizationUrl ?? new URL('about:blank'));
    return { transport, code: callback.searchParams.get('code') ?? '' };
  }
}

export function connectWith(authProvider: OAuthClientProvider, url: URL): Promise<Client> {
  return connect(new StreamableHTTPClientTransport(url, { authProvider }));
}

/** Without the SDK's sign-in, which would get another token. */
export async function connectWithToken({ provider }: McpProgram, url: URL): Promise<Client> {
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

/** What the tool of `mcp-server.ts` says of the caller. */
export async function whoami(client: Client): Promise<Record<string, unknown>> {
  const { content } = await client.callTool({ name: 'whoami' });
  const [{ text } = { text: '' }] = content as { text: string }[];
  return JSON.parse(text) as Record<string, unknown>;
}
