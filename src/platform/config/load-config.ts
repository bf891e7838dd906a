import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { AppConfig, type MasterKeySource } from './app-config.js';
import { ConfigError } from './config-error.js';
import { type Environment, environmentSchema } from './environment.schema.js';
import { isSampleKey, isSampleSecret } from './sample-secrets.js';
import { SECRET_SETTINGS, SETTINGS, type SettingName } from './settings.js';
import { unknownNames } from './unknown-names.js';

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Reads the settings. Relative paths are resolved against `cwd` (default: the process's).
 *
 * @throws ConfigError naming every variable that is unknown, wrong, contradictory or a sample secret
 */
export function loadConfig(
  env: Variables = process.env,
  options: { cwd?: string } = {},
): AppConfig {
  const cwd = options.cwd ?? process.cwd();
  const problems = unknownNames(env);
  const variables = readVariables(env, cwd, problems);
  const parsed = environmentSchema.safeParse(variables);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      problems.push(`${nameInUse(env, String(issue.path[0]))} ${issue.message}`);
    }
    throw new ConfigError([...new Set(problems)]);
  }
  const config = complete(parsed.data, masterKeySource(env, parsed.data, cwd), cwd);
  problems.push(...contradictions(config));
  if (config.production) problems.push(...samplesInProduction(env, parsed.data));
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

/** The name under which a setting was given: its own, or that of its file. */
function nameInUse(env: Variables, name: string): string {
  return isSet(env[name]) ? name : `${name}_FILE`;
}

function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== '';
}

/** The variables that are set, with secrets read from their files. */
function readVariables(
  env: Variables,
  cwd: string,
  problems: string[],
): Partial<Record<SettingName, string>> {
  const variables: Partial<Record<SettingName, string>> = {};
  for (const { name } of SETTINGS) {
    const value = env[name];
    if (isSet(value)) variables[name] = value;
  }
  for (const name of SECRET_SETTINGS) {
    const path = env[`${name}_FILE`];
    if (!isSet(path)) continue;
    const text = readSecretFile(resolve(cwd, path));
    if (variables[name] !== undefined) {
      problems.push(`${name} and ${name}_FILE are both set, use one`);
    } else if (text === null) {
      problems.push(`${name}_FILE names a file that cannot be read or is empty`);
    } else {
      variables[name] = text;
    }
  }
  return variables;
}

function readSecretFile(path: string): string | null {
  try {
    const text = readFileSync(path, 'utf8').replace(/\r?\n$/, '');
    return text === '' ? null : text;
  } catch {
    return null;
  }
}

function masterKeySource(env: Variables, values: Environment, cwd: string): MasterKeySource {
  const path = env['OSTIARY_MASTER_KEY_FILE'];
  if (isSet(path)) return { kind: 'file', path: resolve(cwd, path) };
  return values.OSTIARY_MASTER_KEY === undefined
    ? { kind: 'default', path: resolve(cwd, values.OSTIARY_DATA_DIR, 'master.key') }
    : { kind: 'value', base64: values.OSTIARY_MASTER_KEY };
}

function complete(values: Environment, keySource: MasterKeySource, cwd: string): AppConfig {
  const production = values.NODE_ENV === 'production';
  const publicUrl = values.OSTIARY_PUBLIC_URL ?? `http://localhost:${values.PORT}`;
  const dataDirectory = resolve(cwd, values.OSTIARY_DATA_DIR);
  const warnings: string[] = [];
  if (production && publicUrl.startsWith('http://')) {
    warnings.push('OSTIARY_PUBLIC_URL is not https: credentials cross the network in clear text');
  }
  return new AppConfig({
    port: values.PORT,
    host: values.HOST,
    publicUrl,
    databaseUrl: absoluteDatabaseUrl(
      values.DATABASE_URL ?? `sqlite:${resolve(dataDirectory, 'ostiary.db')}`,
      cwd,
    ),
    redisUrl: values.REDIS_URL ?? null,
    dataDirectory,
    masterKeySource: Object.freeze(keySource),
    adminUsername: values.OSTIARY_ADMIN_USERNAME ?? null,
    adminPassword: values.OSTIARY_ADMIN_PASSWORD ?? null,
    trustedProxies: Object.freeze(values.OSTIARY_TRUSTED_PROXIES),
    forwardingHeader: values.OSTIARY_FORWARDING_HEADER,
    maxUploadBytes:
      values.OSTIARY_UPLOAD_LIMIT_MB === 0 ? null : values.OSTIARY_UPLOAD_LIMIT_MB * 1024 * 1024,
    samples: values.OSTIARY_SAMPLES ?? !production,
    keyPrefix: values.OSTIARY_KEY_PREFIX,
    signedTokenHeaders: Object.freeze(values.OSTIARY_SIGNED_TOKEN_HEADERS),
    signingKeyRotationDays: values.OSTIARY_SIGNING_KEY_ROTATION_DAYS,
    dynamicRegistration: values.OSTIARY_DYNAMIC_REGISTRATION,
    clientMetadataDocuments: values.OSTIARY_CLIENT_METADATA_DOCUMENTS,
    clientMetadataHosts: Object.freeze(values.OSTIARY_CLIENT_METADATA_HOSTS ?? null),
    selfRegisteredScopes: Object.freeze(values.OSTIARY_SELF_REGISTERED_SCOPES),
    fetchFromLoopback: values.OSTIARY_FETCH_FROM_LOOPBACK,
    failedCallsPerMinute: values.OSTIARY_FAILED_CALLS_PER_MINUTE,
    usageRetentionDays: values.OSTIARY_USAGE_RETENTION_DAYS,
    workers: values.OSTIARY_WORKERS,
    production,
    logLevel: values.OSTIARY_LOG_LEVEL,
    requestLog: values.OSTIARY_REQUEST_LOG,
    warnings: Object.freeze(warnings),
  });
}

/** `sqlite:///path` is the same as `sqlite:/path`; a relative path belongs to the working directory. */
function absoluteDatabaseUrl(url: string, cwd: string): string {
  if (!url.startsWith('sqlite:')) return url;
  const path = url.slice('sqlite:'.length).replace(/^\/{3}/, '/');
  return path === ':memory:' ? url : `sqlite:${resolve(cwd, path)}`;
}

/** What is wrong with settings that are right one by one. */
function contradictions(config: AppConfig): string[] {
  const problems: string[] = [];
  const sqlite = config.databaseUrl.startsWith('sqlite:');
  if (config.workers > 1 && (sqlite || config.redisUrl === null)) {
    const missing = [
      sqlite ? 'DATABASE_URL of a Postgres' : null,
      config.redisUrl === null ? 'REDIS_URL' : null,
    ];
    problems.push(
      `OSTIARY_WORKERS is ${config.workers}: more than 1 needs ${missing.filter(Boolean).join(' and ')}`,
    );
  }
  if (config.production && config.fetchFromLoopback) {
    problems.push('OSTIARY_FETCH_FROM_LOOPBACK is for development, and NODE_ENV is production');
  }
  if (config.clientMetadataHosts !== null && !config.clientMetadataDocuments) {
    problems.push('OSTIARY_CLIENT_METADATA_HOSTS is set without OSTIARY_CLIENT_METADATA_DOCUMENTS');
  }
  if (config.adminUsername !== null && config.adminPassword === null) {
    problems.push('OSTIARY_ADMIN_USERNAME is set without OSTIARY_ADMIN_PASSWORD');
  }
  if (config.adminPassword !== null && config.adminUsername === null) {
    problems.push('OSTIARY_ADMIN_PASSWORD is set without OSTIARY_ADMIN_USERNAME');
  }
  return problems;
}

/** Secrets that anyone can read in an example. An administrator's is refused everywhere. */
function samplesInProduction(env: Variables, values: Environment): string[] {
  const samples: SettingName[] = [];
  const key = values.OSTIARY_MASTER_KEY;
  if (key !== undefined && isSampleKey(Buffer.from(key, 'base64'))) {
    samples.push('OSTIARY_MASTER_KEY');
  }
  if (hasSamplePassword(values.DATABASE_URL)) samples.push('DATABASE_URL');
  if (hasSamplePassword(values.REDIS_URL)) samples.push('REDIS_URL');
  return samples.map((name) => `${nameInUse(env, name)} holds a secret that examples use`);
}

function hasSamplePassword(url: string | undefined): boolean {
  return url !== undefined && URL.canParse(url) && isSampleSecret(new URL(url).password);
}
