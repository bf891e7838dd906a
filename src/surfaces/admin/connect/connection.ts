import type { ProtectedApiRecord } from '../../../modules/protected-apis/index.js';
import type { AppConfig } from '../../../platform/config/index.js';
import { plainText } from './safe-text.js';

/** Where something listens; every part is safe to be written anywhere. */
export interface Place {
  readonly scheme: 'http' | 'https';
  /** As in a URL: IPv6 in brackets. */
  readonly host: string;
  readonly port: number;
}

/** What a configuration block has to say, whatever the proxy. */
export interface Connection {
  readonly apiId: string;
  /** Tells what belongs to this API from what belongs to others: a letter, then letters, digits and `_`. */
  readonly label: string;
  /** May hold anything: for comments only, through `commentText`. */
  readonly apiName: string;
  /** `host[:port]` that the API is found at; null: at every host. */
  readonly host: string | null;
  /** At least one, the API's own first; `/` alone is every path. */
  readonly prefixes: readonly string[];
  /** Null where the API has none: a block then names `PLACEHOLDER`. */
  readonly upstream: Place | null;
  /** What takes the place of the prefix; null: the path is passed on whole. */
  readonly basePath: string | null;
  /** Where the proxy reaches this server. */
  readonly server: Place;
  readonly publicUrl: string;
  /** Whether this server hears more than its own machine. */
  readonly isLocal: boolean;
  /** Parameters that may carry a key. */
  readonly queryKeyNames: readonly string[];
  /** Names of headers that carry credentials. */
  readonly credentialHeaders: readonly string[];
  readonly readsForwarded: boolean;
}

/** An upstream that is obviously none (RFC 6761 §6.4): no such name is ever found. */
export const PLACEHOLDER: Place = { scheme: 'http', host: 'your-upstream.invalid', port: 8080 };

const PREFIX = /^(?:\/|(?:\/[A-Za-z0-9\-._~]+)+)$/;
const HOST = /^(?:[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])$/;
const HOST_AND_PORT =
  /^(?:[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/;
const BASE_PATH = /^(?:\/[A-Za-z0-9\-._~]*)*$/;
const PARAMETER = /^[A-Za-z0-9_\-.]+$/;
const HEADER = /^[A-Za-z0-9_\-]+$/;
const EVERY_ADDRESS = ['0.0.0.0', '::', '::0'];

/**
 * Reads from an API and from the settings of this server what a block needs.
 *
 * @throws AppError `conflict` for what no configuration could hold safely
 */
export function connectionOf(
  api: ProtectedApiRecord,
  queryKeyNames: readonly string[],
  config: AppConfig,
): Connection {
  const upstream = api.upstream === null ? null : new URL(api.upstream);
  const path = /^[a-z]+:\/\/[^/]+(\/.*)?$/i.exec(api.upstream ?? '')?.[1];
  const credentials = ['Authorization', 'X-API-Key', 'DPoP', ...config.signedTokenHeaders];
  return {
    apiId: api.id,
    label: labelOf(api),
    apiName: api.name,
    host: api.host === null ? null : plainText(api.host, HOST_AND_PORT, 'The host of this API'),
    prefixes: [api.pathPrefix, ...api.pathAliases].map((prefix) =>
      plainText(prefix, PREFIX, 'A path prefix of this API'),
    ),
    upstream: upstream === null ? null : placeOf(upstream),
    basePath:
      path === undefined
        ? null
        : plainText(path.replace(/\/+$/, ''), BASE_PATH, 'The path of the upstream'),
    server: serverPlace(config),
    publicUrl: config.publicUrl,
    isLocal: /^(?:127\.|localhost$|::1$)/.test(config.host),
    queryKeyNames: queryKeyNames.map((name) =>
      plainText(name, PARAMETER, 'The query parameter of this API'),
    ),
    credentialHeaders: credentials.map((name) =>
      plainText(name, HEADER, 'The name of a header for signed tokens'),
    ),
    readsForwarded: config.forwardingHeader === 'forwarded',
  };
}

/** `host:port` */
export function addressOf({ host, port }: Place): string {
  return `${host}:${port}`;
}

/** What `Host` says: without the port that the scheme has anyway. */
export function authorityOf({ scheme, host, port }: Place): string {
  return port === defaultPort(scheme) ? host : `${host}:${port}`;
}

function placeOf(url: URL): Place {
  const scheme = url.protocol === 'https:' ? 'https' : 'http';
  return {
    scheme,
    host: plainText(url.hostname, HOST, 'The host of the upstream'),
    port: url.port === '' ? defaultPort(scheme) : Number(url.port),
  };
}

/** Short, because nginx keeps the names of variables in small buckets; the end of the id makes it unique. */
function labelOf({ id, host, pathPrefix }: ProtectedApiRecord): string {
  const text = pathPrefix === '/' ? (host ?? '') : pathPrefix;
  const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return ['api', ...words].join('_').slice(0, 20) + `_${id.slice(-5)}`;
}

function serverPlace(config: AppConfig): Place {
  const host = EVERY_ADDRESS.includes(config.host) ? '127.0.0.1' : config.host;
  const inUrl = host.includes(':') ? `[${host}]` : host;
  return {
    scheme: 'http',
    host: plainText(inUrl, HOST, 'The address that this server listens on'),
    port: config.port,
  };
}

function defaultPort(scheme: Place['scheme']): number {
  return scheme === 'https' ? 443 : 80;
}
