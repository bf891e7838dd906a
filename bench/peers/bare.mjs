import { createServer } from 'node:http';
import { DATA } from './data.mjs';

/**
 * The floor: what Node's own HTTP server does with a JSON answer and nothing else. With `verify` as second
 * argument it answers the bytes of `/verify` instead, about nobody.
 */
const body = JSON.stringify(DATA);
const json = {
  'content-type': 'application/json; charset=utf-8',
  'content-length': Buffer.byteLength(body),
};
const id = '01m8c2v0dfmbk8hy1jr4nhfk19';
const verified = {
  'x-request-id': `req_${id}`,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  vary: 'Origin',
  'content-length': '0',
  'x-auth-kind': 'api_key',
  'x-auth-subject': `app_${id}`,
  'x-auth-app': `app_${id}`,
  'x-auth-credential': `key_${id}`,
  'x-auth-scopes': '',
  'x-auth-roles': '',
  'x-auth-groups': '',
  // As long as the token of a caller without roles, groups and scopes.
  'x-auth-token': 'e'.repeat(581),
  'ratelimit-policy': '"default";q=1000000000;w=3600',
  ratelimit: '"default";r=999999999;t=3600',
};

const [port, mode] = process.argv.slice(2);
createServer((_request, response) => {
  if (mode === 'verify') {
    response.writeHead(200, verified);
    response.end();
  } else {
    response.writeHead(200, json);
    response.end(body);
  }
}).listen(Number(port), '127.0.0.1');
