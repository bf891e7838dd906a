import { type Block, indent, lines } from './block.js';
import { authorityOf, type Connection, type Place, PLACEHOLDER } from './connection.js';
import { envoyDropScript, envoyQueryScript } from './envoy-lua.js';
import { IDENTITY_HEADERS, LIMIT_HEADERS } from './header-names.js';
import { commentText } from './safe-text.js';

/** What decides about a call, beside credentials. */
const ASKED_WITH = [
  'x-forwarded-for',
  'x-forwarded-proto',
  'origin',
  'access-control-request-method',
  'access-control-request-headers',
  'user-agent',
];

/** Envoy asks with its `ext_authz` filter over HTTP, which passes the refusal on as it is. */
export function envoyBlock(connection: Connection): Block {
  const { label } = connection;
  const upstream = connection.upstream ?? PLACEHOLDER;
  const config = lines(
    `# Ostiary before the API "${commentText(connection.apiName)}" (${connection.apiId}), for Envoy 1.25 or later.`,
    '# Ostiary has to trust this proxy: OSTIARY_TRUSTED_PROXIES=<the address that Envoy calls from>/32',
    'static_resources:',
    '  listeners:',
    `    - name: ${label}`,
    '      address: { socket_address: { address: 0.0.0.0, port_value: 80 } }',
    '      filter_chains:',
    '        - filters:',
    '            - name: envoy.filters.network.http_connection_manager',
    '              typed_config:',
    indent(managerOf(connection), 16),
    '  clusters:',
    indent(clusterOf(`${label}_ostiary`, connection.server), 4),
    upstream === PLACEHOLDER
      ? '    # FIXME: this API has no upstream. Put its address here.'
      : null,
    indent(clusterOf(`${label}_upstream`, upstream), 4),
    '',
  );
  return { config, files: [], notes: NOTES };
}

const NOTES = [
  'Envoy sends the path behind /verify, with the method and the Host of the call; no body goes to Ostiary.',
  'Behind another proxy set xff_num_trusted_hops of the connection manager.',
  'failure_mode_allow is false: while Ostiary does not answer, Envoy answers 503.',
];

function managerOf(connection: Connection): string {
  return lines(
    '"@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager',
    `stat_prefix: ${connection.label}`,
    'use_remote_address: true',
    '# Paths are decided on, and passed on, as the caller wrote them.',
    'normalize_path: false',
    'merge_slashes: false',
    'path_with_escaped_slashes_action: KEEP_UNCHANGED',
    'common_http_protocol_options: { headers_with_underscores_action: DROP_HEADER }',
    'stream_idle_timeout: 60s',
    'upgrade_configs: [{ upgrade_type: websocket }]',
    'http_filters:',
    indent(luaFilter('ostiary.drop', envoyDropScript(connection)), 2),
    indent(authorizationFilter(connection), 2),
    connection.queryKeyNames.length === 0
      ? null
      : indent(luaFilter('ostiary.query', envoyQueryScript(connection)), 2),
    '  - name: envoy.filters.http.router',
    '    typed_config:',
    '      "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router',
    'route_config:',
    '  virtual_hosts:',
    `    - name: ${connection.label}`,
    `      domains: ["${connection.host ?? '*'}"]`,
    '      # The credential ends here.',
    `      request_headers_to_remove: [${connection.credentialHeaders.join(', ')}]`,
    '      routes:',
    ...routesOf(connection),
  );
}

function luaFilter(name: string, script: string): string {
  return lines(
    `- name: ${name}`,
    '  typed_config:',
    '    "@type": type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua',
    '    default_source_code:',
    '      inline_string: |',
    indent(script.trim(), 8),
  );
}

function authorizationFilter(connection: Connection): string {
  const { label, server, credentialHeaders } = connection;
  const exact = (names: readonly string[]) => [
    '        patterns:',
    ...names.map((name) => `          - exact: ${name.toLowerCase()}`),
  ];
  return lines(
    '- name: envoy.filters.http.ext_authz',
    '  typed_config:',
    '    "@type": type.googleapis.com/envoy.extensions.filters.http.ext_authz.v3.ExtAuthz',
    '    transport_api_version: V3',
    '    failure_mode_allow: false',
    '    status_on_error: { code: ServiceUnavailable }',
    '    allowed_headers:',
    ...exact([...credentialHeaders, ...ASKED_WITH]).map((line) => line.slice(2)),
    '    http_service:',
    '      path_prefix: /verify',
    '      server_uri:',
    `        uri: http://${authorityOf(server)}`,
    `        cluster: ${label}_ostiary`,
    '        timeout: 10s',
    '      authorization_request:',
    '        headers_to_add:',
    '          - key: x-auth-api',
    `            value: ${connection.apiId}`,
    '      authorization_response:',
    '        allowed_upstream_headers:',
    ...exact(IDENTITY_HEADERS).map((line) => `  ${line}`),
    '        allowed_client_headers_on_success:',
    ...exact([...LIMIT_HEADERS, 'X-Request-Id']).map((line) => `  ${line}`),
  );
}

function routesOf({ label, prefixes, basePath }: Connection): string[] {
  const sorted = [...prefixes].sort((a, b) => b.length - a.length);
  return sorted.flatMap((prefix) => [
    prefix === '/'
      ? '        - match: { prefix: / }'
      : `        - match: { path_separated_prefix: ${prefix} }`,
    '          route:',
    `            cluster: ${label}_upstream`,
    '            timeout: 0s',
    '            auto_host_rewrite: true',
    ...rewriteOf(prefix, basePath),
  ]);
}

function rewriteOf(prefix: string, basePath: string | null): string[] {
  if (basePath === null) return [];
  const literal = prefix === '/' ? '' : prefix.replaceAll('.', '[.]');
  const [regex, substitution] =
    basePath === '' ? [`^${literal}/?`, '/'] : [`^${literal}(/|$)`, `${basePath}\\1`];
  return [
    '            regex_rewrite:',
    `              pattern: { regex: '${regex}' }`,
    `              substitution: '${substitution}'`,
  ];
}

function clusterOf(name: string, place: Place): string {
  const host = place.host.replace(/^\[|\]$/g, '');
  return lines(
    `- name: ${name}`,
    '  type: STRICT_DNS',
    '  connect_timeout: 2s',
    '  load_assignment:',
    `    cluster_name: ${name}`,
    '    endpoints:',
    '      - lb_endpoints:',
    `          - endpoint: { hostname: "${host}", address: { socket_address: { address: "${host}", port_value: ${place.port} } } }`,
    ...(place.scheme === 'https' ? tlsOf(host) : []),
  );
}

function tlsOf(host: string): string[] {
  return [
    '  transport_socket:',
    '    name: envoy.transport_sockets.tls',
    '    typed_config:',
    '      "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext',
    `      sni: "${host}"`,
    '      common_tls_context:',
    '        validation_context:',
    '          trusted_ca: { filename: /etc/ssl/certs/ca-certificates.crt }',
    `          match_typed_subject_alt_names: [{ san_type: DNS, matcher: { exact: "${host}" } }]`,
  ];
}
