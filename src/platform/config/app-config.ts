import { inspect } from 'node:util';

/** Where the master key comes from: a variable, a named file, or the file in the data directory. */
export type MasterKeySource =
  | { readonly kind: 'value'; readonly base64: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'default'; readonly path: string };

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';

/** Who may register an OAuth client: nobody, holders of an initial access token, anybody. */
export const REGISTRATION_MODES = ['off', 'token', 'open'] as const;
export type RegistrationMode = (typeof REGISTRATION_MODES)[number];

/** Everything but allowed calls that are one of many, or everything. */
export const REQUEST_LOGS = ['refusals', 'all'] as const;
export type RequestLogSetting = (typeof REQUEST_LOGS)[number];

/** The headers in which proxies tell for whom they forward. */
export const FORWARDING_HEADERS = ['x-forwarded-for', 'forwarded'] as const;
export type ForwardingHeaderName = (typeof FORWARDING_HEADERS)[number];

/**
 * The settings of this process, checked and complete: the injection token and its value. Frozen;
 * secrets stay out of JSON, of logs and of `util.inspect`.
 */
export class AppConfig {
  readonly port: number;
  readonly host: string;
  /** Token issuer and base of every link; no trailing slash. */
  readonly publicUrl: string;
  /** `sqlite:<absolute path>`, `sqlite::memory:` or a Postgres URL. */
  readonly databaseUrl: string;
  readonly redisUrl: string | null;
  /** Absolute path. */
  readonly dataDirectory: string;
  readonly masterKeySource: MasterKeySource;
  readonly adminUsername: string | null;
  readonly adminPassword: string | null;
  /** Canonical CIDRs. */
  readonly trustedProxies: readonly string[];
  /** Lower-case name of the header in which they tell the caller's address. */
  readonly forwardingHeader: ForwardingHeaderName;
  /** Largest request body that goes to an upstream; null: no limit. */
  readonly maxUploadBytes: number | null;
  readonly samples: boolean;
  readonly keyPrefix: string;
  /** Lower case. */
  readonly signedTokenHeaders: readonly string[];
  /** 0: never by itself. */
  readonly signingKeyRotationDays: number;
  readonly dynamicRegistration: RegistrationMode;
  readonly clientMetadataDocuments: boolean;
  /** Lower case, with a port unless it is 443; null: any. */
  readonly clientMetadataHosts: readonly string[] | null;
  /** What clients may ask for that nobody here registered. */
  readonly selfRegisteredScopes: readonly string[];
  readonly fetchFromLoopback: boolean;
  /** With credentials that are not good, from one network; 0: any number. */
  readonly failedCallsPerMinute: number;
  /** 0: for ever. */
  readonly usageRetentionDays: number;
  readonly workers: number;
  readonly production: boolean;
  readonly logLevel: LogLevel;
  /** Which requests have a line of their own at `info`. */
  readonly requestLog: RequestLogSetting;
  /** What deserves a log line at boot but does not stop it. */
  readonly warnings: readonly string[];

  constructor(values: AppConfigValues) {
    Object.assign(this, values);
    Object.freeze(this);
  }

  toJSON(): Record<string, unknown> {
    return {
      ...(this as AppConfigValues),
      databaseUrl: withoutPassword(this.databaseUrl),
      redisUrl: this.redisUrl === null ? null : withoutPassword(this.redisUrl),
      adminPassword: this.adminPassword === null ? null : '[secret]',
      masterKeySource:
        this.masterKeySource.kind === 'value'
          ? { kind: 'value', base64: '[secret]' }
          : this.masterKeySource,
    };
  }

  [inspect.custom](): Record<string, unknown> {
    return this.toJSON();
  }
}

export type AppConfigValues = Omit<AppConfig, 'toJSON' | typeof inspect.custom>;

function withoutPassword(url: string): string {
  return url.replace(/\/\/[^/]*@/, '//[secret]@').replace(/([?&]password=)[^&]*/i, '$1[secret]');
}
