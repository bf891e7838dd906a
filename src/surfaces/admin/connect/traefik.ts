import { type Block, lines } from './block.js';
import { addressOf, type Connection, PLACEHOLDER } from './connection.js';
import { FORWARDING_HEADERS, OTHER_IDENTITY_HEADERS } from './header-names.js';
import { prefixAlternatives, takesEveryPath } from './path-patterns.js';
import { commentText } from './safe-text.js';

/** Traefik's `forwardAuth` passes the refusal on as it is. For its file provider. */
export function traefikBlock(connection: Connection): Block {
  const { label, server } = connection;
  const upstream = connection.upstream ?? PLACEHOLDER;
  const chain = ['question', 'ostiary', 'credential'];
  if (connection.basePath !== null) chain.push('path');
  const config = lines(
    `# Ostiary before the API "${commentText(connection.apiName)}" (${connection.apiId}), for the file provider of Traefik 2.11 or 3.`,
    '# Ostiary has to trust this proxy: OSTIARY_TRUSTED_PROXIES=<the address that Traefik calls from>/32',
    'http:',
    '  routers:',
    `    ${label}:`,
    `      rule: "${ruleOf(connection)}"`,
    `      service: ${label}`,
    '      middlewares:',
    ...chain.map((name) => `        - ${label}-${name}`),
    '  middlewares:',
    `    ${label}-question:`,
    '      headers:',
    '        customRequestHeaders:',
    '          # Which API this is; what a caller could write about itself and its way goes.',
    `          X-Auth-Api: "${connection.apiId}"`,
    ...dropped().map((name) => `          ${name}: ""`),
    `    ${label}-ostiary:`,
    '      forwardAuth:',
    `        address: "http://${addressOf(server)}/verify"`,
    '        trustForwardHeader: false',
    '        authResponseHeaders:',
    '          - X-Request-Id',
    '        # Replaces every header of this form, in any spelling, by what Ostiary says.',
    '        authResponseHeadersRegex: "(?i)^x[-_]auth[-_]"',
    `    ${label}-credential:`,
    '      headers:',
    '        customRequestHeaders:',
    ...connection.credentialHeaders.map((name) => `          ${name}: ""`),
    ...pathOf(connection),
    '  services:',
    `    ${label}:`,
    '      loadBalancer:',
    '        passHostHeader: false',
    '        servers:',
    upstream === PLACEHOLDER
      ? '          # FIXME: this API has no upstream. Put its address here.'
      : null,
    `          - url: "${upstream.scheme}://${addressOf(upstream)}"`,
    '        responseForwarding:',
    '          flushInterval: 1ms',
    '',
  );
  return { config, files: [], notes: notesOf(connection) };
}

function ruleOf({ host, prefixes }: Connection): string {
  const hostRule = host === null ? [] : [`Host(\`${host.replace(/:\d+$/, '')}\`)`];
  const paths = prefixes.flatMap((prefix) => [`Path(\`${prefix}\`)`, `PathPrefix(\`${prefix}/\`)`]);
  const pathRule = takesEveryPath(prefixes) ? [] : [`(${paths.join(' || ')})`];
  return [...hostRule, ...pathRule].join(' && ');
}

/** `X-Auth-…` is left to the expression, and `X-Forwarded-For` and its like to Traefik. */
function dropped(): string[] {
  return ['X-Request-Id', ...OTHER_IDENTITY_HEADERS, ...FORWARDING_HEADERS].filter(
    (name) => !name.startsWith('X-Auth-'),
  );
}

function pathOf({ label, basePath, prefixes }: Connection): string[] {
  if (basePath === null) return [];
  const prefix = prefixAlternatives(prefixes);
  const [regex, replacement] =
    basePath === '' ? [`^${prefix}/?`, '/'] : [`^${prefix}(/|$)`, `${basePath}$1`];
  return [
    `    ${label}-path:`,
    '      replacePathRegex:',
    `        regex: '${regex}'`,
    `        replacement: '${replacement}'`,
  ];
}

function notesOf({ queryKeyNames }: Connection): string[] {
  return [
    ...(queryKeyNames.length === 0
      ? []
      : [
          `Traefik cannot take a parameter out of the query: a key in ${queryKeyNames.join(' or ')} reaches the upstream. Use the gateway, or take keys in headers only.`,
        ]),
    'Names with underscores other than X_Auth_… pass Traefik; the upstream should read no identity header but those of Ostiary.',
    'Use a Traefik that has the fixes for CVE-2024-45410 and CVE-2026-29054: in older ones a client’s Connection header takes identity headers away.',
    'Traefik passes on any protocol that a client names in Upgrade: an upstream before which it stands should speak no other than WebSocket. For HTTP/2 the block drops HTTP2-Settings, without which no upstream goes over to it.',
    'Behind another proxy set forwardedHeaders.trustedIPs of the entry point, and trustForwardHeader: true.',
    'Traefik 3 refuses or cleans some paths itself (encodedCharacters, sanitizePath of the entry point); what it passes on is what Ostiary is asked about.',
    'While Ostiary does not answer, Traefik answers 500.',
  ];
}
