import { type Block, indent, lines } from './block.js';
import { addressOf, authorityOf, type Connection, type Place, PLACEHOLDER } from './connection.js';
import {
  FORWARDING_HEADERS,
  IDENTITY_HEADERS,
  LIMIT_HEADERS,
  OTHER_IDENTITY_HEADERS,
} from './header-names.js';
import { targetMaps } from './nginx-maps.js';
import { prefixAlternatives, takesEveryPath } from './path-patterns.js';
import { commentText } from './safe-text.js';

/**
 * nginx asks with `auth_request`, which knows 401 and 403 only; the refusal itself is fetched from
 * `/verify/denied`, so that the caller gets its true status, body and headers.
 */
export function nginxBlock(connection: Connection): Block {
  const { host } = connection;
  const config = lines(
    `# Ostiary before the API "${commentText(connection.apiName)}" (${connection.apiId}), for nginx 1.22 or later.`,
    '# A file of the http context: conf.d/ on Debian and in the official image.',
    ...(connection.credentialHeaders.some((name) => name.includes('_'))
      ? ['# A header for signed tokens has an underscore: this needs underscores_in_headers on.']
      : []),
    '# Ostiary has to trust this proxy: OSTIARY_TRUSTED_PROXIES=<the address that nginx calls from>/32',
    '',
    httpPart(connection),
    '',
    'server {',
    '    listen 80;',
    `    server_name ${host === null ? '_' : host.replace(/:\d+$/, '')};`,
    '',
    '    # From here to the end of the server: for the server block that you have.',
    indent(serverPart(connection), 4),
    '}',
    '',
  );
  return { config, files: [], notes: NOTES };
}

const NOTES = [
  'nginx drops headers whose name has an underscore, unless underscores_in_headers is on. Leave it off: X_Auth_Subject would reach the upstream.',
  'nginx cannot drop headers by a pattern. The block drops the usual names; the upstream should read no identity header but those that the block sets.',
  'auth_request knows 401 and 403 only. Ostiary says which refusal it is in X-Auth-Decision, and the block fetches it from /verify/denied.',
  'Behind another proxy set real_ip_header and set_real_ip_from in nginx: the block tells Ostiary $remote_addr.',
];

function httpPart(connection: Connection): string {
  const { label, server } = connection;
  const upstream = connection.upstream ?? PLACEHOLDER;
  return lines(
    upstreamGroup(`${label}_ostiary`, server),
    upstreamGroup(`${label}_upstream`, upstream),
    '# WebSocket, and no other protocol: nginx would join the two sides, and every further call would pass.',
    `map $http_upgrade $${label}_connection {`,
    '    default   "";',
    '    websocket upgrade;',
    '}',
    `map $http_upgrade $${label}_upgrade {`,
    '    default   "";',
    '    websocket websocket;',
    '}',
    targetMaps(connection)?.text ?? null,
  );
}

function upstreamGroup(name: string, place: Place): string {
  const unreal = place === PLACEHOLDER;
  return lines(
    `upstream ${name} {`,
    unreal ? '    # FIXME: this API has no upstream. Put its address here.' : null,
    `    server ${addressOf(place)}${unreal ? ' down' : ''};`,
    '    keepalive 32;',
    '}',
  );
}

function serverPart(connection: Connection): string {
  const { label, prefixes } = connection;
  const every = takesEveryPath(prefixes);
  const paths = every ? '/' : `~ ^${prefixAlternatives(prefixes)}(?:/|$)`;
  return lines(
    'underscores_in_headers off;',
    'client_max_body_size 0;',
    '',
    `location ${paths} {`,
    indent(apiLocation(connection), 4),
    '}',
    `location = /_ostiary/${label}/verify {`,
    indent(verifyLocation(connection), 4),
    '}',
    `location @${label}_denied {`,
    indent(deniedLocation(connection), 4),
    '}',
    `location @${label}_unavailable {`,
    '    # Ostiary did not answer: nobody gets in.',
    '    default_type application/problem+json;',
    '    add_header Retry-After 5 always;',
    '    add_header Cache-Control no-store always;',
    `    return 503 '{"title":"Temporarily unavailable","status":503,"code":"unavailable"}';`,
    '}',
  );
}

function apiLocation(connection: Connection): string {
  const { label } = connection;
  const upstream = connection.upstream ?? PLACEHOLDER;
  const target = targetMaps(connection)?.variable ?? '';
  return lines(
    `auth_request /_ostiary/${label}/verify;`,
    ...[...IDENTITY_HEADERS, ...LIMIT_HEADERS, 'X-Auth-Decision'].map(
      (name) => `auth_request_set $ostiary_${variable(name)} $upstream_http_${variable(name)};`,
    ),
    `error_page 401 403 = @${label}_denied;`,
    `error_page 500 = @${label}_unavailable;`,
    '',
    `proxy_pass ${upstream.scheme}://${label}_upstream${target};`,
    ...(upstream.scheme === 'https' ? tls(upstream) : []),
    'proxy_http_version 1.1;',
    `proxy_set_header Host ${authorityOf(upstream)};`,
    'proxy_set_header X-Forwarded-Proto $scheme;',
    'proxy_set_header X-Forwarded-Host $http_host;',
    'proxy_set_header X-Forwarded-For $remote_addr;',
    '# WebSocket, streams and large bodies pass as they come.',
    `proxy_set_header Upgrade $${label}_upgrade;`,
    `proxy_set_header Connection $${label}_connection;`,
    'proxy_buffering off;',
    'proxy_request_buffering off;',
    'proxy_read_timeout 60s;',
    'proxy_next_upstream off;',
    '# Who calls, as Ostiary says; a caller’s own copy never passes.',
    ...IDENTITY_HEADERS.map((name) => `proxy_set_header ${name} $ostiary_${variable(name)};`),
    '# The credential ends here.',
    ...connection.credentialHeaders.map((name) => `proxy_set_header ${name} "";`),
    '# What a caller could write about itself and its way.',
    ...[...OTHER_IDENTITY_HEADERS, ...FORWARDING_HEADERS].map(
      (name) => `proxy_set_header ${name} "";`,
    ),
    '# The caller sees its limits and the id of its call.',
    ...[...LIMIT_HEADERS, 'X-Request-Id'].flatMap((name) => [
      `proxy_hide_header ${name};`,
      `add_header ${name} $ostiary_${variable(name)} always;`,
    ]),
  );
}

function tls({ host }: Place): string[] {
  return [
    'proxy_ssl_server_name on;',
    `proxy_ssl_name ${host};`,
    'proxy_ssl_verify on;',
    'proxy_ssl_verify_depth 3;',
    'proxy_ssl_trusted_certificate /etc/ssl/certs/ca-certificates.crt;',
  ];
}

function verifyLocation({ apiId, label }: Connection): string {
  return lines(
    'internal;',
    `proxy_pass http://${label}_ostiary/verify?mode=nginx;`,
    'proxy_http_version 1.1;',
    'proxy_pass_request_body off;',
    'proxy_connect_timeout 2s;',
    'proxy_read_timeout 10s;',
    'proxy_buffer_size 16k;',
    'proxy_buffers 4 16k;',
    'proxy_busy_buffers_size 32k;',
    'proxy_set_header Host $proxy_host;',
    'proxy_set_header Connection "";',
    'proxy_set_header Content-Length "";',
    'proxy_set_header X-Forwarded-Method $request_method;',
    'proxy_set_header X-Forwarded-Proto $scheme;',
    'proxy_set_header X-Forwarded-Host $http_host;',
    'proxy_set_header X-Forwarded-Uri $request_uri;',
    'proxy_set_header X-Forwarded-For $remote_addr;',
    `proxy_set_header X-Auth-Api ${apiId};`,
    'proxy_set_header X-Request-Id "";',
    ...FORWARDING_HEADERS.filter(
      (name) => !['X-Forwarded-Method', 'X-Forwarded-Uri'].includes(name),
    ).map((name) => `proxy_set_header ${name} "";`),
  );
}

function deniedLocation({ label }: Connection): string {
  return lines(
    'internal;',
    'rewrite ^ /verify/denied? break;',
    `proxy_pass http://${label}_ostiary;`,
    'proxy_http_version 1.1;',
    'proxy_method GET;',
    'proxy_pass_request_headers off;',
    'proxy_pass_request_body off;',
    'proxy_set_header Host $proxy_host;',
    'proxy_set_header Connection "";',
    'proxy_set_header Content-Length "";',
    'proxy_set_header X-Auth-Decision $ostiary_x_auth_decision;',
    'proxy_set_header X-Request-Id $ostiary_x_request_id;',
  );
}

function variable(name: string): string {
  return name.toLowerCase().replaceAll('-', '_');
}
