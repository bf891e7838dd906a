/** One environment variable, as documented. */
export interface Setting {
  readonly name: string;
  /** What applies when the variable is not set, in words or as a value. */
  readonly default: string;
  readonly meaning: string;
  /** A secret may also be given as `<name>_FILE`: the path of a file that holds it. */
  readonly secret?: true;
}

/** Every setting there is. `docs/configuration.md` is generated from this table. */
export const SETTINGS = [
  {
    name: 'PORT',
    default: '3000',
    meaning: 'TCP port to listen on.',
  },
  {
    name: 'HOST',
    default: '127.0.0.1',
    meaning: 'Address or host name to listen on; `0.0.0.0` or `::` for every interface.',
  },
  {
    name: 'NODE_ENV',
    default: 'unset',
    meaning:
      '`production` switches the sample APIs off by default and refuses the secrets that examples use.',
  },
  {
    name: 'OSTIARY_PUBLIC_URL',
    default: 'http://localhost:$PORT',
    meaning:
      'The address under which clients reach the server: token issuer and base of every link. `http` or `https`, without path or query.',
  },
  {
    name: 'OSTIARY_DATA_DIR',
    default: './data',
    meaning: 'Directory of the embedded database and of the master key file.',
  },
  {
    name: 'DATABASE_URL',
    default: 'sqlite:./data/ostiary.db',
    meaning:
      '`sqlite:<path>`, relative to the working directory, or `postgres://…`. The default follows `OSTIARY_DATA_DIR`.',
    secret: true,
  },
  {
    name: 'REDIS_URL',
    default: 'none',
    meaning:
      '`redis://…` or `rediss://…`; needed when more than one instance runs: what they count together is counted there.',
    secret: true,
  },
  {
    name: 'OSTIARY_MASTER_KEY',
    default: 'created once in ./data/master.key',
    meaning:
      'The key that seals secrets at rest: 32 bytes, base64. Back it up. With a wrong key the server refuses to start.',
    secret: true,
  },
  {
    name: 'OSTIARY_ADMIN_USERNAME',
    default: 'none',
    meaning:
      'If no administrator exists at boot, create this one. Needs `OSTIARY_ADMIN_PASSWORD`. Without both, a one-time setup link is printed.',
  },
  {
    name: 'OSTIARY_ADMIN_PASSWORD',
    default: 'none',
    meaning: 'Password of that first administrator, at least 15 characters.',
    secret: true,
  },
  {
    name: 'OSTIARY_TRUSTED_PROXIES',
    default: 'none',
    meaning:
      'Comma-separated CIDRs of the proxies whose forwarding headers and `X-Request-Id` are believed.',
  },
  {
    name: 'OSTIARY_FORWARDING_HEADER',
    default: 'x-forwarded-for',
    meaning:
      '`x-forwarded-for` or `forwarded` (RFC 7239): the one header in which those proxies tell the address of the caller. The other one is ignored.',
  },
  {
    name: 'OSTIARY_UPLOAD_LIMIT_MB',
    default: '0',
    meaning:
      'Largest request body that the gateway passes to an upstream, in MiB; beyond it the caller gets a 413. `0`: no limit, since bodies are streamed and what is too large the upstream says itself.',
  },
  {
    name: 'OSTIARY_SAMPLES',
    default: 'true, in production false',
    meaning: '`true` or `false`: serve the sample APIs.',
  },
  {
    name: 'OSTIARY_KEY_PREFIX',
    default: 'ost',
    meaning: 'Prefix of issued API keys: 2 to 12 lower-case letters and digits, first a letter.',
  },
  {
    name: 'OSTIARY_SIGNED_TOKEN_HEADERS',
    default: 'apihub-token',
    meaning: 'Comma-separated names of the request headers that carry signed tokens.',
  },
  {
    name: 'OSTIARY_SIGNING_KEY_ROTATION_DAYS',
    default: '90',
    meaning:
      'Days until a signing key is replaced by the next one, which clients have read by then; 0: only when an administrator says so.',
  },
  {
    name: 'OSTIARY_DYNAMIC_REGISTRATION',
    default: 'off',
    meaning:
      'Who may register an OAuth client at `/oauth/register`: `off`: nobody; `token`: holders of an initial access token, which an administrator issues; `open`: anybody, a few per hour and network.',
  },
  {
    name: 'OSTIARY_CLIENT_METADATA_DOCUMENTS',
    default: 'false',
    meaning:
      '`true` or `false`: take an https URL as `client_id` and fetch what the client is from there, as MCP clients want it.',
  },
  {
    name: 'OSTIARY_CLIENT_METADATA_HOSTS',
    default: 'any',
    meaning: 'Comma-separated hosts that such a URL may name, with a port unless it is 443.',
  },
  {
    name: 'OSTIARY_SELF_REGISTERED_SCOPES',
    default: 'openid profile email offline_access',
    meaning:
      'Space-separated scopes that clients may ask for which nobody here registered; `*` for all that protected APIs define.',
  },
  {
    name: 'OSTIARY_FETCH_FROM_LOOPBACK',
    default: 'false',
    meaning:
      '`true` or `false`: also fetch clients’ documents and keys from this machine, for development. Production refuses it.',
  },
  {
    name: 'OSTIARY_FAILED_CALLS_PER_MINUTE',
    default: '2000',
    meaning:
      'Calls with a wrong credential (one that had to be looked up counts as four) that one network (an IPv4 address, or the /64 of an IPv6 address) may make per minute and process before its unknown credentials are refused unseen; 0: any number.',
  },
  {
    name: 'OSTIARY_USAGE_RETENTION_DAYS',
    default: '400',
    meaning: 'Days for which the counts of calls are kept; 0: for ever.',
  },
  {
    name: 'OSTIARY_WORKERS',
    default: '1',
    meaning:
      'Worker processes, 1 to 64: about as many as the machine has cores. More than 1 needs Postgres and Redis.',
  },
  {
    name: 'OSTIARY_LOG_LEVEL',
    default: 'info',
    meaning: '`trace`, `debug`, `info`, `warn`, `error`, `fatal` or `silent`.',
  },
  {
    name: 'OSTIARY_REQUEST_LOG',
    default: 'refusals',
    meaning:
      'Which requests have a line in the log: `all`, or `refusals`: all but the allowed calls to protected APIs, and allowed calls to the server’s own that only read. Those are counted all the same, and have their line at the log level `debug`.',
  },
] as const satisfies readonly Setting[];

export type SettingName = (typeof SETTINGS)[number]['name'];

/** Names of the settings that have a `<name>_FILE` form. */
export const SECRET_SETTINGS: readonly SettingName[] = SETTINGS.filter(
  (setting: Setting) => setting.secret === true,
).map((setting) => setting.name);
