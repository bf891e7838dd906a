import { type Block, lines } from './block.js';
import { addressOf, authorityOf, type Connection, type Place, PLACEHOLDER } from './connection.js';
import { haproxyScript } from './haproxy-lua.js';
import { FOREIGN_HEADER_PATTERN } from './header-names.js';
import { prefixAlternatives, takesEveryPath } from './path-patterns.js';
import { commentText } from './safe-text.js';

/** HAProxy asks through a Lua action, which passes the refusal on as it is. */
export function haproxyBlock(connection: Connection): Block {
  const { label } = connection;
  const script = `ostiary-${label}.lua`;
  const config = lines(
    `# Ostiary before the API "${commentText(connection.apiName)}" (${connection.apiId}), for HAProxy 2.6 or later with Lua.`,
    '# Ostiary has to trust this proxy: OSTIARY_TRUSTED_PROXIES=<the address that HAProxy calls from>/32',
    'global',
    `    lua-load /etc/haproxy/${script}`,
    '',
    `frontend ${label}_front`,
    '    mode http',
    '    bind :80',
    '    timeout client 60s',
    '    timeout http-request 10s',
    '    # The next lines are for the frontend that you have.',
    ...routesOf(connection).map((line) => `    ${line}`),
    '',
    `backend ${label}`,
    ...backendOf(connection).map((line) => `    ${line}`),
    '',
  );
  return { config, files: [{ name: script, content: haproxyScript(connection) }], notes: NOTES };
}

const NOTES = [
  'Put the script beside the configuration, at the path that lua-load names.',
  'Each call that is checked makes one request of its own to Ostiary; nothing is remembered in the proxy.',
  'Behind another proxy change txn.sf:src() in the script to the address that it tells.',
  'Every call that the script did not allow is refused, also when it fails or Ostiary does not answer (503).',
];

function routesOf({ label, host, prefixes }: Connection): string[] {
  const conditions: string[] = [];
  const acls: string[] = [];
  if (host !== null) {
    acls.push(`acl ${label}_host req.hdr(host) -i ${host}`);
    conditions.push(`${label}_host`);
  }
  if (!takesEveryPath(prefixes)) {
    acls.push(`acl ${label}_path path ${prefixes.join(' ')}`);
    acls.push(`acl ${label}_path path_beg ${prefixes.map((prefix) => `${prefix}/`).join(' ')}`);
    conditions.push(`${label}_path`);
  }
  return [...acls, `use_backend ${label} if ${conditions.join(' ') || 'TRUE'}`];
}

function backendOf(connection: Connection): string[] {
  const { label, credentialHeaders } = connection;
  const upstream = connection.upstream ?? PLACEHOLDER;
  return [
    'mode http',
    'timeout connect 2s',
    'timeout server 60s',
    'timeout tunnel 1h',
    'retries 0',
    '# What a caller could write about itself and its way.',
    `http-request del-header ${FOREIGN_HEADER_PATTERN} -m reg`,
    '# WebSocket, and no other protocol: through another one every further call would pass.',
    'http-request del-header Upgrade unless { req.fhdr_cnt(upgrade) eq 1 } { req.fhdr(upgrade) -i websocket }',
    `http-request lua.ostiary_${label}`,
    // The quotes are HAProxy's: spaces inside need none of their own.
    `http-request return status 503 content-type application/problem+json string '{"title":"Temporarily unavailable","status":503,"code":"unavailable"}' hdr Retry-After 5 hdr Cache-Control no-store unless { var(txn.ostiary) -m str allowed }`,
    '# The credential ends here.',
    ...credentialHeaders.map((name) => `http-request del-header ${name}`),
    'http-request set-header X-Forwarded-Proto %[ssl_fc,iif(https,http)]',
    'http-request set-header X-Forwarded-Host %[req.hdr(host)]',
    'http-request set-header X-Forwarded-For %[src]',
    ...pathOf(connection),
    `http-request set-header Host ${authorityOf(upstream)}`,
    '# The caller sees its limits and the id of its call.',
    ...['RateLimit', 'RateLimit-Policy', 'X-Request-Id'].map(
      (name) =>
        `http-response set-header ${name} %[var(txn.ostiary_${name.toLowerCase().replace('x-', '').replaceAll('-', '_')})] if { var(txn.ostiary_${name.toLowerCase().replace('x-', '').replaceAll('-', '_')}) -m len gt 0 }`,
    ),
    ...(upstream === PLACEHOLDER
      ? ['# FIXME: this API has no upstream. Put its address here.']
      : []),
    `server upstream ${addressOf(upstream)}${tlsOf(upstream)}${upstream === PLACEHOLDER ? ' disabled init-addr none' : ''}`,
  ];
}

function pathOf({ basePath, prefixes }: Connection): string[] {
  if (basePath === null) return [];
  const prefix = prefixAlternatives(prefixes);
  const [pattern, replacement] =
    basePath === '' ? [`^${prefix}/?(.*)`, '/\\1'] : [`^${prefix}(/.*)?$`, `${basePath}\\1`];
  return [`http-request replace-path '${pattern}' '${replacement}'`];
}

function tlsOf({ scheme, host }: Place): string {
  if (scheme === 'http') return '';
  return ` ssl verify required ca-file @system-ca sni str(${host}) verifyhost ${host}`;
}
