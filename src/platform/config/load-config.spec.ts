import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppConfig } from './app-config.js';
import { ConfigError } from './config-error.js';
import { loadConfig } from './load-config.js';

type Env = Record<string, string>;

const PASSWORD = 'a long enough passphrase';
const KEY = 'q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA=';

function refusal(env: Env): string {
  try {
    loadConfig(env, { cwd: '/srv' });
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as ConfigError).message;
  }
  throw new Error(`accepted ${JSON.stringify(env)}`);
}

describe('loadConfig', () => {
  it('needs no variable at all', () => {
    const config = loadConfig({}, { cwd: '/srv' });

    expect(config).toBeInstanceOf(AppConfig);
    expect({ ...config }).toEqual({
      port: 3000,
      host: '127.0.0.1',
      publicUrl: 'http://localhost:3000',
      databaseUrl: 'sqlite:/srv/data/ostiary.db',
      redisUrl: null,
      dataDirectory: '/srv/data',
      masterKeySource: { kind: 'default', path: '/srv/data/master.key' },
      adminUsername: null,
      adminPassword: null,
      trustedProxies: [],
      forwardingHeader: 'x-forwarded-for',
      maxUploadBytes: null,
      samples: true,
      keyPrefix: 'ost',
      signedTokenHeaders: ['apihub-token'],
      signingKeyRotationDays: 90,
      dynamicRegistration: 'off',
      clientMetadataDocuments: false,
      clientMetadataHosts: null,
      selfRegisteredScopes: ['openid', 'profile', 'email', 'offline_access'],
      fetchFromLoopback: false,
      failedCallsPerMinute: 2000,
      usageRetentionDays: 400,
      workers: 1,
      production: false,
      logLevel: 'info',
      requestLog: 'refusals',
      warnings: [],
    });
  });

  it('takes every setting from its variable', () => {
    const config = loadConfig(
      {
        PORT: '8080',
        HOST: '::',
        NODE_ENV: 'production',
        OSTIARY_PUBLIC_URL: 'https://Auth.Example.com:443/',
        OSTIARY_DATA_DIR: '/var/lib/ostiary',
        DATABASE_URL: 'postgres://ostiary:s3cr3t-q9@db.internal/ostiary',
        REDIS_URL: 'rediss://cache.internal:6380/1',
        OSTIARY_MASTER_KEY: KEY,
        OSTIARY_ADMIN_USERNAME: 'root',
        OSTIARY_ADMIN_PASSWORD: PASSWORD,
        OSTIARY_TRUSTED_PROXIES: '10.0.0.0/8, 127.0.0.1',
        OSTIARY_FORWARDING_HEADER: 'forwarded',
        OSTIARY_UPLOAD_LIMIT_MB: '512',
        OSTIARY_SAMPLES: 'true',
        OSTIARY_KEY_PREFIX: 'acme',
        OSTIARY_SIGNED_TOKEN_HEADERS: 'Apihub-Token, X-Hub-Token',
        OSTIARY_SIGNING_KEY_ROTATION_DAYS: '30',
        OSTIARY_DYNAMIC_REGISTRATION: 'open',
        OSTIARY_CLIENT_METADATA_DOCUMENTS: 'true',
        OSTIARY_CLIENT_METADATA_HOSTS: 'Apps.Example, localhost:8443',
        OSTIARY_SELF_REGISTERED_SCOPES: 'openid  * openid',
        OSTIARY_FAILED_CALLS_PER_MINUTE: '50',
        OSTIARY_USAGE_RETENTION_DAYS: '30',
        OSTIARY_WORKERS: '4',
        OSTIARY_LOG_LEVEL: 'debug',
        OSTIARY_REQUEST_LOG: 'all',
      },
      { cwd: '/srv' },
    );

    expect({ ...config }).toEqual({
      port: 8080,
      host: '::',
      publicUrl: 'https://auth.example.com',
      databaseUrl: 'postgres://ostiary:s3cr3t-q9@db.internal/ostiary',
      redisUrl: 'rediss://cache.internal:6380/1',
      dataDirectory: '/var/lib/ostiary',
      masterKeySource: { kind: 'value', base64: KEY },
      adminUsername: 'root',
      adminPassword: PASSWORD,
      trustedProxies: ['10.0.0.0/8', '127.0.0.1/32'],
      forwardingHeader: 'forwarded',
      maxUploadBytes: 536_870_912,
      samples: true,
      keyPrefix: 'acme',
      signedTokenHeaders: ['apihub-token', 'x-hub-token'],
      signingKeyRotationDays: 30,
      dynamicRegistration: 'open',
      clientMetadataDocuments: true,
      clientMetadataHosts: ['apps.example', 'localhost:8443'],
      selfRegisteredScopes: ['openid', '*'],
      fetchFromLoopback: false,
      failedCallsPerMinute: 50,
      usageRetentionDays: 30,
      workers: 4,
      production: true,
      logLevel: 'debug',
      requestLog: 'all',
      warnings: [],
    });
  });

  it('is frozen, lists included', () => {
    const config = loadConfig({ OSTIARY_TRUSTED_PROXIES: '10.0.0.0/8' });

    for (const value of [config, config.trustedProxies, config.masterKeySource]) {
      expect(Object.isFrozen(value)).toBe(true);
    }
  });

  it('keeps the secrets out of JSON and inspection', () => {
    const config = loadConfig({
      OSTIARY_MASTER_KEY: KEY,
      OSTIARY_ADMIN_USERNAME: 'root',
      OSTIARY_ADMIN_PASSWORD: PASSWORD,
      DATABASE_URL: 'postgres://ostiary:db-canary@db/ostiary',
      REDIS_URL: 'redis://:redis-canary@cache',
    });

    for (const text of [JSON.stringify(config), inspect(config, { depth: 9 })]) {
      for (const secret of [KEY, PASSWORD, 'db-canary', 'redis-canary']) {
        expect(text).not.toContain(secret);
      }
      expect(text).toContain('[secret]');
    }
  });

  it('serves the samples by default, but not in production', () => {
    expect(loadConfig({ NODE_ENV: 'production' }).samples).toBe(false);
    expect(loadConfig({ NODE_ENV: 'development' }).samples).toBe(true);
    expect(loadConfig({ OSTIARY_SAMPLES: 'false' }).samples).toBe(false);
  });

  it('derives the public URL from the port', () => {
    expect(loadConfig({ PORT: '4711' }).publicUrl).toBe('http://localhost:4711');
  });

  it('warns of a public URL without TLS in production only', () => {
    expect(loadConfig({ NODE_ENV: 'production' }).warnings).toEqual([
      expect.stringContaining('OSTIARY_PUBLIC_URL'),
    ]);
    expect(loadConfig({}).warnings).toEqual([]);
  });

  it('takes an empty variable for one that is not set', () => {
    expect(loadConfig({ REDIS_URL: '', PORT: '' })).toMatchObject({ redisUrl: null, port: 3000 });
  });

  it.each([
    ['sqlite:./x/y.db', 'sqlite:/srv/x/y.db'],
    ['sqlite:/abs/y.db', 'sqlite:/abs/y.db'],
    ['sqlite:///abs/y.db', 'sqlite:/abs/y.db'],
    ['sqlite::memory:', 'sqlite::memory:'],
    ['postgresql://u@h/d', 'postgresql://u@h/d'],
  ])('reads DATABASE_URL %s as %s', (given, expected) => {
    expect(loadConfig({ DATABASE_URL: given }, { cwd: '/srv' }).databaseUrl).toBe(expected);
  });
});

describe('loadConfig refuses, in one line that names the variable,', () => {
  it.each<[string, Env]>([
    ['PORT must be a whole number', { PORT: '0' }],
    ['PORT must be a whole number', { PORT: '65536' }],
    ['PORT must be a whole number', { PORT: '3e3' }],
    ['HOST must be', { HOST: 'http://x' }],
    ['OSTIARY_PUBLIC_URL must have no path', { OSTIARY_PUBLIC_URL: 'https://x.example/auth' }],
    ['OSTIARY_PUBLIC_URL must have no path', { OSTIARY_PUBLIC_URL: 'https://x.example/?a=1' }],
    ['OSTIARY_PUBLIC_URL must have no path', { OSTIARY_PUBLIC_URL: 'https://x.example?' }],
    ['OSTIARY_PUBLIC_URL must have no path', { OSTIARY_PUBLIC_URL: 'https://u:p@x.example' }],
    ['OSTIARY_PUBLIC_URL must be an http', { OSTIARY_PUBLIC_URL: 'ftp://x.example' }],
    ['OSTIARY_PUBLIC_URL must be an http', { OSTIARY_PUBLIC_URL: 'auth.example.com' }],
    ['DATABASE_URL must be', { DATABASE_URL: 'mysql://u@h/d' }],
    ['DATABASE_URL must be', { DATABASE_URL: 'sqlite:' }],
    ['DATABASE_URL must be', { DATABASE_URL: 'sqlite://relative.db' }],
    ['DATABASE_URL must be', { DATABASE_URL: 'postgres://host' }],
    ['REDIS_URL must be', { REDIS_URL: 'http://cache' }],
    ['REDIS_URL must be', { REDIS_URL: 'redis://' }],
    ['REDIS_URL must be', { REDIS_URL: 'localhost:6379' }],
    ['OSTIARY_MASTER_KEY must be 32 bytes', { OSTIARY_MASTER_KEY: 'c2hvcnQ=' }],
    ['OSTIARY_MASTER_KEY must be 32 bytes', { OSTIARY_MASTER_KEY: KEY.slice(0, -1) }],
    ['OSTIARY_TRUSTED_PROXIES must be', { OSTIARY_TRUSTED_PROXIES: 'proxy.internal' }],
    ['OSTIARY_TRUSTED_PROXIES must be', { OSTIARY_TRUSTED_PROXIES: '10.0.0.0/8,' }],
    ['OSTIARY_TRUSTED_PROXIES must be', { OSTIARY_TRUSTED_PROXIES: '0.0.0.0/0' }],
    ['OSTIARY_SAMPLES must be true or false', { OSTIARY_SAMPLES: 'yes' }],
    ['OSTIARY_KEY_PREFIX must be', { OSTIARY_KEY_PREFIX: 'Acme_' }],
    ['OSTIARY_KEY_PREFIX is the prefix of access keys', { OSTIARY_KEY_PREFIX: 'sk' }],
    ['OSTIARY_SIGNED_TOKEN_HEADERS must be', { OSTIARY_SIGNED_TOKEN_HEADERS: 'a b' }],
    ['OSTIARY_SIGNED_TOKEN_HEADERS must not', { OSTIARY_SIGNED_TOKEN_HEADERS: 'Authorization' }],
    ['OSTIARY_SIGNED_TOKEN_HEADERS must not', { OSTIARY_SIGNED_TOKEN_HEADERS: 'X-Auth-Subject' }],
    ['OSTIARY_SIGNED_TOKEN_HEADERS names', { OSTIARY_SIGNED_TOKEN_HEADERS: 'T, t' }],
    ['OSTIARY_DYNAMIC_REGISTRATION must be', { OSTIARY_DYNAMIC_REGISTRATION: 'true' }],
    ['OSTIARY_CLIENT_METADATA_DOCUMENTS must be', { OSTIARY_CLIENT_METADATA_DOCUMENTS: 'yes' }],
    ['OSTIARY_CLIENT_METADATA_HOSTS must be', { OSTIARY_CLIENT_METADATA_HOSTS: 'https://a.b' }],
    ['OSTIARY_CLIENT_METADATA_HOSTS must be', { OSTIARY_CLIENT_METADATA_HOSTS: '*.example' }],
    [
      'OSTIARY_CLIENT_METADATA_HOSTS is set without',
      { OSTIARY_CLIENT_METADATA_HOSTS: 'apps.example' },
    ],
    ['OSTIARY_SELF_REGISTERED_SCOPES must be', { OSTIARY_SELF_REGISTERED_SCOPES: 'a "b"' }],
    ['OSTIARY_SELF_REGISTERED_SCOPES must not', { OSTIARY_SELF_REGISTERED_SCOPES: 'admin:*' }],
    [
      'OSTIARY_FETCH_FROM_LOOPBACK is for development',
      { OSTIARY_FETCH_FROM_LOOPBACK: 'true', NODE_ENV: 'production' },
    ],
    ['OSTIARY_WORKERS must be', { OSTIARY_WORKERS: '-1' }],
    ['OSTIARY_LOG_LEVEL must be', { OSTIARY_LOG_LEVEL: 'verbose' }],
    ['OSTIARY_REQUEST_LOG must be', { OSTIARY_REQUEST_LOG: 'none' }],
    ['OSTIARY_ADMIN_USERNAME is set without', { OSTIARY_ADMIN_USERNAME: 'root' }],
    ['OSTIARY_ADMIN_PASSWORD is set without', { OSTIARY_ADMIN_PASSWORD: PASSWORD }],
    ['more than 1 needs DATABASE_URL of a Postgres and REDIS_URL', { OSTIARY_WORKERS: '2' }],
    ['more than 1 needs REDIS_URL', { OSTIARY_WORKERS: '2', DATABASE_URL: 'postgres://u@h/d' }],
    [
      'more than 1 needs DATABASE_URL of a Postgres',
      { OSTIARY_WORKERS: '2', REDIS_URL: 'redis://h' },
    ],
  ])('%s: %j', (expected, env) => {
    const message = refusal(env);

    expect(message).toContain(expected);
    expect(message).not.toContain('\n');
  });

  it.each([
    ['OSTIARY_WORKER', 'OSTIARY_WORKERS'],
    ['OSTIARY_TRUSTED_PROXY', 'OSTIARY_TRUSTED_PROXIES'],
    ['OSTIARY_PUBLICURL', 'OSTIARY_PUBLIC_URL'],
    ['ostiary_samples', 'OSTIARY_SAMPLES'],
    ['OSTIARY_MASTER_KEYFILE', 'OSTIARY_MASTER_KEY_FILE'],
  ])('%s, and suggests %s', (misspelt, meant) => {
    expect(refusal({ [misspelt]: '1' })).toBe(
      `Configuration: ${misspelt} is not a setting, did you mean ${meant}?`,
    );
  });

  it('an unknown name that resembles none, without a suggestion', () => {
    expect(refusal({ OSTIARY_FROBNICATE_LEVEL: '1' })).toBe(
      'Configuration: OSTIARY_FROBNICATE_LEVEL is not a setting',
    );
  });

  it('several problems at once, all in that line', () => {
    const message = refusal({ PORT: 'x', OSTIARY_WORKRS: '1', OSTIARY_SAMPLES: 'maybe' });

    expect(message.split('; ')).toHaveLength(3);
    expect(message).toMatch(/OSTIARY_WORKRS.*; PORT.*; OSTIARY_SAMPLES/);
  });

  it.each([
    'short',
    'my_secret_key',
    'admin',
    'Admin/Admin-Admin!',
    'change-me-change-me',
    'password-password',
  ])('the administrator password %s, without repeating it', (password) => {
    const message = refusal({ OSTIARY_ADMIN_USERNAME: 'root', OSTIARY_ADMIN_PASSWORD: password });

    expect(message).toContain('OSTIARY_ADMIN_PASSWORD');
    expect(message).not.toContain(password === 'admin' ? ' admin' : password);
  });

  it.each<[string, Env]>([
    ['DATABASE_URL', { DATABASE_URL: 'postgres://ostiary:changeme@db/ostiary' }],
    ['REDIS_URL', { REDIS_URL: 'redis://:my_secret_key@cache' }],
    ['OSTIARY_MASTER_KEY', { OSTIARY_MASTER_KEY: Buffer.alloc(32, 7).toString('base64') }],
    [
      'OSTIARY_MASTER_KEY',
      {
        OSTIARY_MASTER_KEY: Buffer.from(Array.from({ length: 32 }, (_, i) => i)).toString('base64'),
      },
    ],
  ])('a sample secret in %s, in production only', (name, env) => {
    expect(refusal({ ...env, NODE_ENV: 'production' })).toBe(
      `Configuration: ${name} holds a secret that examples use`,
    );
    expect(() => loadConfig(env)).not.toThrow();
  });
});

describe('secrets from files', () => {
  let directory: string;

  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'config-'));
    writeFileSync(join(directory, 'password'), `${PASSWORD}\n`);
    writeFileSync(join(directory, 'key'), `${KEY}\n`);
    writeFileSync(join(directory, 'sample-key'), Buffer.alloc(32).toString('base64'));
    writeFileSync(join(directory, 'empty'), '\n');
    writeFileSync(join(directory, 'postgres'), 'postgres://u:p@h/d');
    writeFileSync(join(directory, 'redis'), 'redis://h');
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  const at = (name: string) => join(directory, name);

  it('are read without the final line break', () => {
    const config = loadConfig({
      OSTIARY_ADMIN_USERNAME: 'root',
      OSTIARY_ADMIN_PASSWORD_FILE: at('password'),
      DATABASE_URL_FILE: at('postgres'),
      REDIS_URL_FILE: at('redis'),
    });

    expect(config).toMatchObject({
      adminPassword: PASSWORD,
      databaseUrl: 'postgres://u:p@h/d',
      redisUrl: 'redis://h',
    });
  });

  it('leave the master key in its file, relative to the working directory', () => {
    expect(
      loadConfig({ OSTIARY_MASTER_KEY_FILE: 'key' }, { cwd: directory }).masterKeySource,
    ).toEqual({ kind: 'file', path: at('key') });
  });

  it.each<[string, () => Env]>([
    [
      'OSTIARY_MASTER_KEY and OSTIARY_MASTER_KEY_FILE are both set',
      () => ({ OSTIARY_MASTER_KEY: KEY, OSTIARY_MASTER_KEY_FILE: at('key') }),
    ],
    ['OSTIARY_MASTER_KEY_FILE names a file', () => ({ OSTIARY_MASTER_KEY_FILE: at('missing') })],
    ['OSTIARY_MASTER_KEY_FILE names a file', () => ({ OSTIARY_MASTER_KEY_FILE: directory })],
    ['OSTIARY_MASTER_KEY_FILE names a file', () => ({ OSTIARY_MASTER_KEY_FILE: at('empty') })],
    ['OSTIARY_MASTER_KEY_FILE must be 32', () => ({ OSTIARY_MASTER_KEY_FILE: at('password') })],
    [
      'OSTIARY_MASTER_KEY_FILE holds a secret that examples use',
      () => ({ OSTIARY_MASTER_KEY_FILE: at('sample-key'), NODE_ENV: 'production' }),
    ],
    ['OSTIARY_SAMPLES_FILE is not a setting', () => ({ OSTIARY_SAMPLES_FILE: at('key') })],
  ])('are refused: %s', (expected, env) => {
    expect(refusal(env())).toContain(expected);
  });
});
