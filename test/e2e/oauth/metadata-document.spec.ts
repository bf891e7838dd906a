import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { selfSigned, startHttpsSite, type HttpsSite } from '../../harness/https-site.js';
import { startServer, type TestServer } from '../../harness/server.js';
import { publicUrlOf } from '../../clients/consumer.js';

const CALLBACK = 'http://127.0.0.1:33418/callback';
/** RFC 7636, appendix B. */
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

describe('a client whose client_id is a URL, over the network', () => {
  const certificate = selfSigned();
  let site: HttpsSite;
  const seen: string[] = [];

  beforeAll(async () => {
    site = await startHttpsSite(certificate, (request, response) => {
      seen.push(request.url ?? '');
      if (request.url === '/moved.json') {
        response.writeHead(302, { location: '/client.json' }).end();
        return;
      }
      response.setHeader('content-type', 'application/json');
      response.end(
        JSON.stringify({
          client_id: `https://localhost:${site.port}${request.url}`,
          client_name: 'Agent',
          redirect_uris: [CALLBACK],
          grant_types: ['authorization_code', 'refresh_token'],
          token_endpoint_auth_method: 'none',
        }),
      );
    });
  });
  afterAll(async () => {
    await site.stop();
    certificate.remove();
  });

  async function withServer<T>(
    env: Record<string, string>,
    work: (server: TestServer) => Promise<T>,
  ): Promise<T> {
    const server = await startServer({
      env: {
        OSTIARY_CLIENT_METADATA_DOCUMENTS: 'true',
        NODE_EXTRA_CA_CERTS: certificate.path,
        ...env,
      },
    });
    try {
      return await work(server);
    } finally {
      await server.stop();
    }
  }

  async function ask(server: TestServer, path: string): Promise<number> {
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: `https://localhost:${site.port}${path}`,
      redirect_uri: CALLBACK,
      scope: 'openid',
      code_challenge: CHALLENGE,
      code_challenge_method: 'S256',
    });
    const url = `${publicUrlOf(server)}/oauth/authorize?${query}`;
    return (await fetch(url, { redirect: 'manual' })).status;
  }

  it('is asked to sign in where fetching from this machine is allowed', async () => {
    seen.length = 0;
    await withServer({ OSTIARY_FETCH_FROM_LOOPBACK: 'true' }, async (server) => {
      expect(await ask(server, '/client.json')).toBe(303);
      expect(await ask(server, '/moved.json')).toBe(400);
    });
    // The redirect was not followed: nothing asked for the first document again.
    expect(seen.filter((path) => path === '/client.json')).toHaveLength(1);
    expect(seen).toContain('/moved.json');
  });

  it('makes the server connect to nothing on this machine otherwise', async () => {
    seen.length = 0;
    await withServer({}, async (server) => {
      expect(await ask(server, '/client.json')).toBe(400);
    });
    expect(seen).toEqual([]);
  });
});
