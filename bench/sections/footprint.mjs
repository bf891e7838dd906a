import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { ASKED } from '../cases.mjs';
import { peak } from '../harness/load.mjs';
import { residentMb, stop } from '../harness/processes.mjs';
import { median } from '../harness/rounds.mjs';
import { startOstiary } from '../subjects/ostiary.mjs';
import { startUpstream } from '../subjects/peers.mjs';
import { holdStreams } from './streams.mjs';

const BOOTS = 3;
const IDLE_CONNECTIONS = 10_000;
const OPENING_AT_ONCE = 200;
const SETTLE_MS = 3_000;

/** Boot and memory of a server of its own, which nothing else was asked of. */
export async function measureFootprint(_get, { streams, connections }) {
  const upstream = await startUpstream();
  const upstreams = { '/slow': upstream.url };
  const boots = [];
  for (let i = 1; i < BOOTS; i += 1) {
    const short = await startOstiary({ upstreams, keys: 1 });
    boots.push(short.bootMs);
    await stop(short);
  }
  const ostiary = await startOstiary({ upstreams, keys: 1 });
  boots.push(ostiary.bootMs);
  await pause(SETTLE_MS);
  const idleMb = residentMb(ostiary);
  const key = { 'x-api-key': ostiary.apiKey };
  const asked = { ...key, ...ASKED, 'x-forwarded-uri': '/slow/1' };
  const one = { name: 'footprint', subject: ostiary, url: `${ostiary.url}/verify`, headers: asked };
  await peak(one, { connections, seconds: 3 });
  await pause(SETTLE_MS);
  const warmMb = residentMb(ostiary);
  const connectionsMb = (await holdIdle(ostiary, asked)) - warmMb;
  const held = await holdStreams(ostiary, '/slow/stream', key, streams);
  await Promise.all([stop(ostiary), stop(upstream)]);
  return {
    bootMs: median(boots),
    firstBootMs: ostiary.firstBootMs,
    idleMb,
    warmMb,
    connectionsMb,
    held,
    streams,
  };
}

/**
 * Memory while so many connections are open, each of which has made one call and waits.
 *
 * @throws when one was refused or closed meanwhile
 */
async function holdIdle(ostiary, headers) {
  const { hostname, port } = new URL(ostiary.url);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const call = `GET /verify HTTP/1.1\r\nhost: ${hostname}\r\n${lines.join('')}\r\n`;
  const open = [];
  let closed = 0;
  const openOne = () =>
    new Promise((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => socket.write(call));
      socket.once('error', reject);
      socket.once('close', () => (closed += 1));
      socket.once('data', (head) =>
        head.toString('latin1').startsWith('HTTP/1.1 200')
          ? resolve()
          : reject(new Error(`${head}`)),
      );
      open.push(socket);
    });
  while (open.length < IDLE_CONNECTIONS) {
    await Promise.all(Array.from({ length: OPENING_AT_ONCE }, openOne));
  }
  const memory = residentMb(ostiary);
  const stillOpen = open.length - closed;
  for (const socket of open) socket.destroy();
  if (stillOpen < IDLE_CONNECTIONS) throw new Error(`only ${stillOpen} connections stayed open`);
  await pause(SETTLE_MS);
  return memory;
}
