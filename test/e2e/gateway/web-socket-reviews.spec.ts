import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { DpopKey } from '../../harness/dpop.js';
import { clientCredentials } from '../../harness/token-kinds.js';
import { World } from '../../harness/world.js';

let world: World;
let upstream: WebSocketServer;
let origin: string;

beforeAll(async () => {
  world = await World.open();
  upstream = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(upstream, 'listening');
  upstream.on('connection', (socket) => {
    socket.on('message', (data) => socket.send(data));
  });
  origin = `http://127.0.0.1:${(upstream.address() as { port: number }).port}`;
});

afterAll(async () => {
  for (const socket of upstream.clients) socket.terminate();
  upstream.close();
  await world.close();
});

async function opened(path: string, headers: Record<string, string>): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${world.server.port}${path}`, { headers });
  await once(socket, 'open');
  return socket;
}

async function endOf(socket: WebSocket): Promise<[number, string]> {
  const [code, reason] = (await once(socket, 'close')) as [number, Buffer];
  return [code, String(reason)];
}

describe('an open WebSocket that is decided on again', () => {
  it('G17: is closed once the grant of its app is withdrawn', async () => {
    const api = await world.createApi('/granted', { upstream: origin, access: 'granted' });
    const { key, appId } = await world.createKey();
    const grant = `/admin/apis/${api}/grants/${appId}`;
    expect((await world.server.admin('PUT', grant, {})).status).toBeLessThan(300);
    const socket = await opened('/granted/x', { 'x-api-key': key });
    const ended = endOf(socket);
    await world.change('DELETE', grant);
    expect(await ended).toEqual([1008, 'api_not_granted']);
  });

  it('does not need its proof of possession again, which was used up, but its token', async () => {
    const api = await world.createApi('/bound', { upstream: origin, audience: world.publicUrl });
    const holder = new DpopKey();
    const { clientId, clientSecret, appId } = await clientCredentials(world);
    const answer = await fetch(world.server.url('/oauth/token'), {
      method: 'POST',
      headers: { dpop: holder.proof({ method: 'POST', url: `${world.publicUrl}/oauth/token` }) },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret,
      }),
    });
    const { access_token: token } = (await answer.json()) as { access_token: string };
    const socket = await opened('/bound/x', {
      authorization: `DPoP ${token}`,
      dpop: holder.proof({ url: `${world.publicUrl}/bound/x`, token }),
    });
    await world.change('PATCH', `/admin/apis/${api}`, { name: 'bound still' });
    socket.send('there');
    await once(socket, 'message');
    const ended = endOf(socket);
    await world.change('PATCH', `/admin/apps/${appId}`, { enabled: false });
    expect(await ended).toEqual([1008, 'app_disabled']);
  });
});
