import { apacheScript } from './apache-lua.js';
import { type Block, lines } from './block.js';
import { addressOf, type Connection, type Place, PLACEHOLDER } from './connection.js';
import { commentText } from './safe-text.js';

/** Apache asks through a hook of mod_lua, which passes the refusal on as it is. */
export function apacheBlock(connection: Connection): Block {
  const { label, host, prefixes } = connection;
  const upstream = connection.upstream ?? PLACEHOLDER;
  const script = `ostiary-${label}.lua`;
  const config = lines(
    `# Ostiary before the API "${commentText(connection.apiName)}" (${connection.apiId}), for Apache 2.4.47 or later.`,
    '# Modules: lua proxy proxy_http (and ssl for an upstream with TLS); package: lua-socket.',
    '# Ostiary has to trust this proxy: OSTIARY_TRUSTED_PROXIES=<the address that Apache calls from>/32',
    '<VirtualHost *:80>',
    host === null ? null : `    ServerName ${host}`,
    '    # From here to the end: for the virtual host that you have.',
    '    # Paths are decided on, and passed on, as the caller wrote them.',
    '    AllowEncodedSlashes NoDecode',
    '    MergeSlashes Off',
    '    ProxyRequests Off',
    upstream.scheme === 'https' ? tls() : null,
    upstream === PLACEHOLDER
      ? '    # FIXME: this API has no upstream. Put its address here.'
      : null,
    ...[...prefixes]
      .sort((a, b) => a.length - b.length)
      .map((prefix) => locationOf(prefix, script, targetOf(upstream, connection, prefix))),
    '</VirtualHost>',
    '',
  );
  return { config, files: [{ name: script, content: apacheScript(connection) }], notes: NOTES };
}

const NOTES = [
  'Put the script at the path that LuaHookAccessChecker names. It needs mod_lua and LuaSocket (Debian: lua-socket).',
  'Each call that is checked makes one connection of its own to Ostiary.',
  'Behind another proxy use mod_remoteip: the script tells Ostiary the address that it finds.',
  'AllowEncodedSlashes, MergeSlashes and ProxyRequests are settings of the whole virtual host.',
];

function locationOf(prefix: string, script: string, target: string): string {
  return [
    `    <Location "${prefix}">`,
    `        LuaHookAccessChecker /etc/apache2/${script} verify`,
    '        # A body and an answer pass as they come; WebSocket too.',
    `        ProxyPass "${target}" nocanon upgrade=websocket flushpackets=on retry=0 connectiontimeout=2 timeout=60`,
    '    </Location>',
  ].join('\n');
}

/** Apache appends what follows the prefix. */
function targetOf(upstream: Place, { basePath }: Connection, prefix: string): string {
  const origin = `${upstream.scheme}://${addressOf(upstream)}`;
  if (basePath === null) return `${origin}${prefix}`;
  return `${origin}${basePath}`;
}

function tls(): string {
  return [
    '    SSLProxyEngine On',
    '    SSLProxyVerify require',
    '    SSLProxyCheckPeerName On',
    '    SSLProxyCACertificateFile /etc/ssl/certs/ca-certificates.crt',
  ].join('\n');
}
