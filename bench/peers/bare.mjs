import { createServer } from 'node:http';
import { DATA } from './data.mjs';

/** The floor: what Node's own HTTP server does with a JSON answer and nothing else. */
const body = JSON.stringify(DATA);
const headers = {
  'content-type': 'application/json; charset=utf-8',
  'content-length': Buffer.byteLength(body),
};

createServer((_request, response) => {
  response.writeHead(200, headers);
  response.end(body);
}).listen(Number(process.argv[2]), '127.0.0.1');
