import { createServer } from 'node:http';

/** What stands behind the gateway and behind nginx: 1 KB of JSON, or a stream that never ends. */
const body = JSON.stringify({ text: 'x'.repeat(1024 - '{"text":""}'.length) });
const EVENT = `data: ${'x'.repeat(120)}\n\n`;

createServer((request, response) => {
  if (request.url?.endsWith('/stream')) {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(EVENT);
    const timer = setInterval(() => response.write(EVENT), 500);
    response.once('close', () => clearInterval(timer));
    return;
  }
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}).listen(Number(process.argv[2]), '127.0.0.1');
