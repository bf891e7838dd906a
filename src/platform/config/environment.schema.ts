import { isIP } from 'node:net';
import { z } from 'zod';
import { AppError } from '../../kernel/errors/index.js';
import { parseCidr } from '../../kernel/cidr.js';
import { SCOPE_TOKEN } from '../../kernel/scopes.js';
import { FORWARDING_HEADERS, REGISTRATION_MODES, REQUEST_LOGS } from './app-config.js';
import { isSampleSecret } from './sample-secrets.js';

/** The shortest password of an administrator, in characters (NIST SP 800-63B-4 §3.1.1.2). */
export const MIN_ADMIN_PASSWORD_LENGTH = 15;

const HEADER_NAME = /^[a-z0-9!#$%&'*+.^_`|~-]{1,64}$/;
/** Headers that already mean something: a token in one of them would be lost or mistaken. */
const TAKEN_HEADER =
  /^(?:authorization|x-api-key|cookie|set-cookie|host|origin|referer|connection|keep-alive|upgrade|te|trailer|transfer-encoding|date|expect|forwarded|via|range|vary|user-agent|accept.*|content-.*|if-.*|proxy-.*|sec-.*|x-auth-.*|x-forwarded-.*|x-original-.*|x-real-ip|x-request-id)$/;
const KEY_PREFIX = /^[a-z][a-z0-9]{1,11}$/;
/** Prefixes of the two halves of an access key. */
const TAKEN_PREFIXES = ['ak', 'sk'];
const HOST_NAME =
  /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/i;

const integer = (min: number, max: number) =>
  z
    .string()
    .refine((text) => /^\d{1,9}$/.test(text) && Number(text) >= min && Number(text) <= max, {
      error: `must be a whole number from ${min} to ${max}`,
    })
    .transform(Number);

const commaSeparated = z.string().transform((text) => text.split(',').map((item) => item.trim()));

const trueOrFalse = z
  .enum(['true', 'false'], { error: 'must be true or false' })
  .transform((text) => text === 'true');

const publicUrl = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    context.addIssue('must be an http:// or https:// URL');
    return z.NEVER;
  }
  if (url.username !== '' || url.password !== '' || url.pathname !== '/' || /[?#]/.test(text)) {
    context.addIssue(
      'must have no path, query, fragment or user, for example https://auth.example.com',
    );
    return z.NEVER;
  }
  return url.origin;
});

const cidrs = commaSeparated.transform((items, context) =>
  items.map((item) => {
    try {
      return parseCidr(item);
    } catch (error) {
      const phrase = error instanceof AppError ? error.errors[0]?.detail : undefined;
      context.addIssue(
        `must be a list of CIDRs, such as 10.0.0.0/8,127.0.0.1/32: one of them ${phrase ?? 'is not valid'}`,
      );
      return z.NEVER;
    }
  }),
);

const headerNames = commaSeparated
  .transform((names) => names.map((name) => name.toLowerCase()))
  .refine((names) => names.every((name) => HEADER_NAME.test(name)), {
    error: 'must be a comma-separated list of header names',
  })
  .refine((names) => !names.some((name) => TAKEN_HEADER.test(name)), {
    error: 'must not name a header that has another meaning',
  })
  .refine((names) => new Set(names).size === names.length, { error: 'names a header twice' });

const redisUrl = z
  .string()
  .refine((text) => URL.canParse(text) && /^rediss?:\/\/[^/?#]/.test(text), {
    error: 'must be a redis:// or rediss:// URL with a host',
  });

const databaseUrl = z
  .string()
  .refine((text) => /^sqlite:(?!\/\/[^/])./.test(text) || isPostgresUrl(text), {
    error: 'must be sqlite:<path> or postgres://<user>@<host>/<database>',
  });

const masterKey = z.string().refine((text) => /^[A-Za-z0-9+/]{43}=$/.test(text), {
  error: 'must be 32 bytes in base64 (44 characters), as `openssl rand -base64 32` prints',
});

const adminPassword = z
  .string()
  .refine((text) => [...text].length >= MIN_ADMIN_PASSWORD_LENGTH, {
    error: `must have at least ${MIN_ADMIN_PASSWORD_LENGTH} characters`,
  })
  .refine((text) => !isSampleSecret(text), { error: 'is a password that examples use' });

/** The variables as they are read: every one a string or absent, an empty one counted as absent. */
export const environmentSchema = z.object({
  PORT: integer(1, 65_535).default(3000),
  HOST: z
    .string()
    .refine((text) => isIP(text) !== 0 || HOST_NAME.test(text), {
      error: 'must be an IP address or a host name',
    })
    .default('127.0.0.1'),
  NODE_ENV: z.string().default(''),
  OSTIARY_PUBLIC_URL: publicUrl.optional(),
  OSTIARY_DATA_DIR: z.string().default('data'),
  DATABASE_URL: databaseUrl.optional(),
  REDIS_URL: redisUrl.optional(),
  OSTIARY_MASTER_KEY: masterKey.optional(),
  OSTIARY_ADMIN_USERNAME: z.string().max(256, 'must have at most 256 characters').optional(),
  OSTIARY_ADMIN_PASSWORD: adminPassword.optional(),
  OSTIARY_TRUSTED_PROXIES: cidrs.default([]),
  OSTIARY_UPLOAD_LIMIT_MB: integer(0, 1_000_000).default(0),
  OSTIARY_FORWARDING_HEADER: z
    .enum(FORWARDING_HEADERS, { error: `must be ${FORWARDING_HEADERS.join(' or ')}` })
    .default('x-forwarded-for'),
  OSTIARY_SAMPLES: trueOrFalse.optional(),
  OSTIARY_KEY_PREFIX: z
    .string()
    .regex(KEY_PREFIX, 'must be 2 to 12 lower-case letters and digits, first a letter')
    .refine((text) => !TAKEN_PREFIXES.includes(text), { error: 'is the prefix of access keys' })
    .default('ost'),
  OSTIARY_SIGNED_TOKEN_HEADERS: headerNames.default(['apihub-token']),
  OSTIARY_SIGNING_KEY_ROTATION_DAYS: integer(0, 3650).default(90),
  OSTIARY_DYNAMIC_REGISTRATION: z
    .enum(REGISTRATION_MODES, { error: 'must be off, token or open' })
    .default('off'),
  OSTIARY_CLIENT_METADATA_DOCUMENTS: trueOrFalse.default(false),
  OSTIARY_CLIENT_METADATA_HOSTS: commaSeparated
    .transform((hosts) => hosts.map((host) => host.toLowerCase()))
    .refine((hosts) => hosts.every(isCanonicalHost), {
      error: 'must be a comma-separated list of hosts, such as apps.example.com,localhost:8443',
    })
    .optional(),
  OSTIARY_SELF_REGISTERED_SCOPES: z
    .string()
    .transform((text) => [...new Set(text.split(' ').filter((name) => name !== ''))])
    .refine((names) => names.every((name) => SCOPE_TOKEN.test(name)), {
      error: 'must be scope names, separated by spaces',
    })
    .refine((names) => !names.some((name) => name.startsWith('admin:')), {
      error: 'must not name a scope of the administration',
    })
    .default(['openid', 'profile', 'email', 'offline_access']),
  OSTIARY_FETCH_FROM_LOOPBACK: trueOrFalse.default(false),
  OSTIARY_FAILED_CALLS_PER_MINUTE: integer(0, 1_000_000).default(2000),
  OSTIARY_USAGE_RETENTION_DAYS: integer(0, 36_500).default(400),
  OSTIARY_WORKERS: integer(1, 64).default(1),
  OSTIARY_LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'], {
      error: 'must be trace, debug, info, warn, error, fatal or silent',
    })
    .default('info'),
  OSTIARY_REQUEST_LOG: z
    .enum(REQUEST_LOGS, { error: `must be ${REQUEST_LOGS.join(' or ')}` })
    .default('refusals'),
});

export type Environment = z.output<typeof environmentSchema>;

function isPostgresUrl(text: string): boolean {
  return (
    /^postgres(?:ql)?:\/\//.test(text) && URL.canParse(text) && new URL(text).pathname.length > 1
  );
}

/** A host as a URL has it, with a port only where it is not that of https. */
function isCanonicalHost(host: string): boolean {
  return !host.includes('*') && URL.parse(`https://${host}/`)?.host === host;
}
