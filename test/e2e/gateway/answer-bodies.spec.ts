import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RawGateway } from './raw-gateway.js';

/** Around the size up to which an answer goes out in one piece. */
const SIZES = [0, 1, 255, 256, 1024, 16_383, 16_384, 16_385, 100_000];
/** Every byte there is, in an order that no text has. */
const bytesOf = (size: number) =>
  Buffer.from(Array.from({ length: size }, (_, i) => (i * 7) % 256));

describe('the body of an answer', () => {
  let gateway: RawGateway;

  beforeAll(async () => {
    gateway = await RawGateway.open();
  });
  afterAll(() => gateway.close());

  const read = async () => {
    const key = gateway.line.slice('X-API-Key: '.length);
    const answer = await fetch(gateway.world.server.url('/up/x'), {
      headers: { 'x-api-key': key },
    });
    return { answer, body: Buffer.from(await answer.arrayBuffer()) };
  };
  const head = (size: number) =>
    `HTTP/1.1 200 OK\r\nContent-Type: image/x-test\r\nX-Name: caf\xe9\r\nContent-Length: ${size}\r\n\r\n`;

  it.each(SIZES)('has every byte of the %i that the upstream sent', async (size) => {
    const sent = bytesOf(size);
    gateway.upstream.answerWith((socket) => {
      socket.write(Buffer.concat([Buffer.from(head(size), 'latin1'), sent]));
    });
    const { answer, body } = await read();
    expect(answer.headers.get('content-length')).toBe(String(size));
    expect(answer.headers.get('x-name')).toBe('caf\xe9');
    expect(body.equals(sent)).toBe(true);
  });

  it('has every byte also when it comes behind its head, and in pieces', async () => {
    const sent = bytesOf(1024);
    gateway.upstream.answerWith((socket) => {
      const send = async (): Promise<void> => {
        socket.write(head(sent.length), 'latin1');
        for (const from of [0, 256, 512, 768]) {
          await pause(15);
          socket.write(sent.subarray(from, from + 256));
        }
      };
      void send();
    });
    const { answer, body } = await read();
    expect(answer.status).toBe(200);
    expect(body.equals(sent)).toBe(true);
  });
});
