import { type Block, lines } from './block.js';
import { addressOf, authorityOf, type Connection, type Place, PLACEHOLDER } from './connection.js';
import { IDENTITY_HEADERS, LIMIT_HEADERS } from './header-names.js';
import { parameterSpellings, prefixAlternatives, takesEveryPath } from './path-patterns.js';
import { commentText } from './safe-text.js';

/** Names, and beginnings of names, that go before Ostiary is asked. */
const DROPPED = [
  '*_*',
  'X-Auth-*',
  'X-Forwarded-*',
  'X-Original-*',
  'Forwarded',
  'Remote-User',
  'X-Remote-User',
  'X-User',
  'X-WebAuth-User',
  'X-Real-Ip',
  'X-Request-Id',
  'X-Rewrite-Url',
  'X-Client-Ip',
  'X-Cluster-Client-Ip',
  'True-Client-Ip',
  'Cf-Connecting-Ip',
  'X-Http-Method*',
  'X-Method-Override',
  'Http2-Settings',
];

/** Caddy's `forward_auth` passes the refusal on as it is. */
export function caddyBlock(connection: Connection): Block {
  const { label, host, prefixes, server, credentialHeaders } = connection;
  const every = takesEveryPath(prefixes);
  const paths = prefixes.flatMap((prefix) => [prefix, `${prefix}/*`]).join(' ');
  const config = lines(
    `# Ostiary before the API "${commentText(connection.apiName)}" (${connection.apiId}), for Caddy 2.6 or later.`,
    '# Ostiary has to trust this proxy: OSTIARY_TRUSTED_PROXIES=<the address that Caddy calls from>/32',
    `${host ?? ':80'} {`,
    ...mapsOf(connection),
    every ? null : `\t@${label} path ${paths}`,
    `\thandle${every ? '' : ` @${label}`} {`,
    '\t\troute {',
    '\t\t\t# What a caller could write about itself and its way; names with "_" could be read as such.',
    ...DROPPED.map((name) => `\t\t\trequest_header -${name}`),
    '\t\t\t# A client could name our headers in it, to have them taken for its own connection’s.',
    '\t\t\trequest_header -Connection',
    `\t\t\tforward_auth ${addressOf(server)} {`,
    '\t\t\t\turi /verify?',
    `\t\t\t\theader_up X-Auth-Api ${connection.apiId}`,
    `\t\t\t\tcopy_headers ${[...IDENTITY_HEADERS, ...LIMIT_HEADERS].join(' ')}`,
    '\t\t\t}',
    '\t\t\t# WebSocket, and no other protocol: through another one every further call would pass.',
    `\t\t\t@${label}_upgrade header_regexp Upgrade (?i)^websocket$`,
    `\t\t\trequest_header @${label}_upgrade Upgrade websocket`,
    `\t\t\trequest_header @${label}_upgrade Connection Upgrade`,
    '\t\t\t# The credential ends here.',
    ...credentialHeaders.map((name) => `\t\t\trequest_header -${name}`),
    '\t\t\t# The caller sees its limits and the id of its call.',
    ...limitsOf(connection),
    '\t\t\theader X-Request-Id {http.request.header.X-Request-Id}',
    ...targetOf(connection),
    ...upstreamOf(connection.upstream ?? PLACEHOLDER),
    '\t\t}',
    '\t}',
    '}',
    '',
  );
  return { config, files: [], notes: notesOf(connection) };
}

function notesOf({ queryKeyNames }: Connection): string[] {
  return [
    ...(queryKeyNames.length === 0
      ? []
      : [
          'A call with its key in the query and a = in the path is answered with 400: Caddy 2.6 could not take the key away.',
        ]),
    'The block drops headers whose name has an underscore: X_Auth_Subject could reach the upstream as X-Auth-Subject.',
    'Behind another proxy set trusted_proxies in forward_auth and in reverse_proxy, and do not drop X-Forwarded-For.',
    'While Ostiary does not answer, Caddy answers 502.',
  ];
}

/** Caddy’s `map` keeps the query without the key, however the name of the parameter is encoded. */
function mapsOf({ label, queryKeyNames }: Connection): string[] {
  if (queryKeyNames.length === 0) return [];
  const name = parameterSpellings(queryKeyNames);
  return [
    `\tmap {query} {${label}_query} {`,
    `\t\t~^${name}=[^&]*(?:&(.*))?$ "\${1}"`,
    `\t\t~^(.*)&${name}=[^&]*(&.*)?$ "\${1}\${2}"`,
    '\t\tdefault {query}',
    '\t}',
  ];
}

function targetOf({ label, basePath, prefixes, queryKeyNames }: Connection): string[] {
  const target: string[] = [];
  if (queryKeyNames.length > 0) target.push(...withoutKey(label, queryKeyNames));
  if (basePath === null) return target;
  const prefix = prefixAlternatives(prefixes);
  target.push(
    basePath === ''
      ? `\t\t\turi path_regexp ^${prefix}/? /`
      : `\t\t\turi path_regexp ^${prefix}(/|$) ${basePath}$1`,
  );
  return target;
}

/**
 * `uri replace` is what Caddy 2.6 changes a query with byte for byte, but it changes the path too where the
 * same text is in it. What it looks for holds a `=`, so a path with one is not let through.
 */
function withoutKey(label: string, names: readonly string[]): string[] {
  const key = `[?](?:.*&)?${parameterSpellings(names)}=`;
  const matching = (pattern: string) => `expression \`{http.request.uri}.matches("${pattern}")\``;
  return [
    '\t\t\t# The query goes on without the key; see the notes about paths with "=".',
    `\t\t\t@${label}_unclear ${matching(`^[^?]*=[^?]*${key}`)}`,
    `\t\t\trespond @${label}_unclear "Send the key in the X-API-Key header: the path holds a =." 400`,
    `\t\t\t@${label}_keyed ${matching(`^[^?]*${key}`)}`,
    `\t\t\turi @${label}_keyed replace {query} {${label}_query} 1`,
  ];
}

/**
 * They travel as headers of the request, and leave it before the upstream could see them. Caddy 2.6 copies
 * the name of a placeholder where there is no header, so that only what looks like limits is shown.
 */
function limitsOf({ label }: Connection): string[] {
  return LIMIT_HEADERS.flatMap((name, i) => [
    `\t\t\t@${label}_limit${i} header_regexp ${name} ;`,
    `\t\t\theader @${label}_limit${i} ${name} {http.request.header.${name}}`,
    `\t\t\trequest_header -${name}`,
  ]);
}

function upstreamOf(upstream: Place): string[] {
  const url = `${upstream.scheme}://${addressOf(upstream)}`;
  return [
    upstream === PLACEHOLDER
      ? '\t\t\t# FIXME: this API has no upstream. Put its address here.'
      : '\t\t\t# WebSocket passes, and answers are not held back.',
    `\t\t\treverse_proxy ${url} {`,
    `\t\t\t\theader_up Host ${authorityOf(upstream)}`,
    ...[...LIMIT_HEADERS, 'X-Request-Id'].map((name) => `\t\t\t\theader_down -${name}`),
    '\t\t\t\tflush_interval -1',
    '\t\t\t}',
  ];
}
