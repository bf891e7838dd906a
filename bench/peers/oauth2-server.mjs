import { createServer } from 'node:http';
import OAuth2Server from '@node-oauth/oauth2-server';

/** Client credentials with everything in memory, and random tokens. */
const [port, id, secret] = process.argv.slice(2);
const client = { id, grants: ['client_credentials'] };
const tokens = new Map();
const server = new OAuth2Server({
  model: {
    getClient: (givenId, givenSecret) => givenId === id && givenSecret === secret && client,
    getUserFromClient: () => ({ id: 'app_1' }),
    validateScope: (_user, _client, scope) => scope ?? [],
    saveToken(token, ofClient, user) {
      const saved = { ...token, client: ofClient, user };
      tokens.set(token.accessToken, saved);
      return saved;
    },
    getAccessToken: (token) => tokens.get(token),
  },
});

createServer(async (incoming, outgoing) => {
  if (incoming.method === 'GET') {
    outgoing.end();
    return;
  }
  const chunks = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const body = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
  const { headers, method } = incoming;
  const request = new OAuth2Server.Request({ headers, method, query: {}, body });
  const response = new OAuth2Server.Response({});
  await server.token(request, response).catch(() => undefined);
  outgoing.writeHead(response.status, {
    ...response.headers,
    'content-type': 'application/json',
  });
  outgoing.end(JSON.stringify(response.body));
}).listen(Number(port), '127.0.0.1');
