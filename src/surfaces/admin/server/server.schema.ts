import { z } from 'zod';
import { TOKEN_SECONDS } from '../../../modules/tokens/index.js';
import { type AppConfig, VERSION } from '../../../platform/config/index.js';
import { toRfc3339 } from '../../../platform/http/index.js';
import { timeSchema } from '../../management/shared.schema.js';
import { LANGUAGES } from '../../pages/index.js';

const seconds = z.int().meta({ description: 'Seconds.' });

/** What runs here and how it was set up, without its secrets and without paths of the machine. */
export const serverSchema = z.object({
  version: z.string().meta({ example: '0.1.0' }),
  node_version: z.string().meta({ example: '24.11.0' }),
  started_at: timeSchema,
  uptime_seconds: z.int().meta({ description: 'Of the process that answers.' }),
  production: z.boolean(),
  workers: z.int().meta({ description: 'Processes that answer calls.' }),
  database: z.enum(['sqlite', 'postgres']),
  redis: z.boolean().meta({ description: 'Whether limits and changes are shared by Redis.' }),
  samples: z.boolean().meta({ description: 'Whether the sample APIs are served.' }),
  public_url: z.string(),
  issuer: z.string().meta({ description: 'The `iss` of tokens that are signed here.' }),
  documents: z
    .object({
      console: z.string(),
      api_reference: z.string(),
      openapi: z.string(),
      openid_configuration: z.string(),
      authorization_server: z.string(),
      jwks: z.string(),
      error_codes: z.string(),
    })
    .meta({ description: 'Where this server describes itself.' }),
  languages: z.array(z.string()).meta({ description: 'Of its pages and of the console.' }),
  token_lifetimes: z.object({
    access_token: seconds,
    login_token: seconds,
    id_token: seconds,
    identity_token: seconds,
  }),
  key_prefix: z.string(),
  signed_token_headers: z.array(z.string()),
  signing_key_rotation_days: z.int().meta({ description: '0: only when it is asked for.' }),
  usage_retention_days: z.int().meta({ description: '0: for ever.' }),
  failed_calls_per_minute: z.int().meta({
    description: 'With credentials that are not good, from one network; 0: any number.',
  }),
  max_upload_bytes: z.int().nullable().meta({ description: 'Null: no limit.' }),
  trusted_proxies: z.array(z.string()),
  forwarding_header: z.string(),
  dynamic_registration: z.enum(['off', 'token', 'open']),
  client_metadata_documents: z.boolean(),
  self_registered_scopes: z.array(z.string()),
  request_log: z.enum(['refusals', 'all']),
});
export type ServerView = z.output<typeof serverSchema>;

/**
 * Member by member: what else is configured must never be seen.
 *
 * @param now epoch milliseconds
 */
export function toServerView(config: AppConfig, now: number): ServerView {
  const uptimeSeconds = Math.floor(process.uptime());
  const { publicUrl } = config;
  return {
    version: VERSION,
    node_version: process.versions.node,
    started_at: toRfc3339(now - uptimeSeconds * 1000),
    uptime_seconds: uptimeSeconds,
    production: config.production,
    workers: config.workers,
    database: config.databaseUrl.startsWith('sqlite:') ? 'sqlite' : 'postgres',
    redis: config.redisUrl !== null,
    samples: config.samples,
    public_url: publicUrl,
    issuer: publicUrl,
    documents: documentsOf(publicUrl),
    languages: [...LANGUAGES],
    token_lifetimes: {
      access_token: TOKEN_SECONDS.accessToken,
      login_token: TOKEN_SECONDS.loginToken,
      id_token: TOKEN_SECONDS.idToken,
      identity_token: TOKEN_SECONDS.identityToken,
    },
    key_prefix: config.keyPrefix,
    signed_token_headers: [...config.signedTokenHeaders],
    signing_key_rotation_days: config.signingKeyRotationDays,
    usage_retention_days: config.usageRetentionDays,
    failed_calls_per_minute: config.failedCallsPerMinute,
    max_upload_bytes: config.maxUploadBytes,
    trusted_proxies: [...config.trustedProxies],
    forwarding_header: config.forwardingHeader,
    dynamic_registration: config.dynamicRegistration,
    client_metadata_documents: config.clientMetadataDocuments,
    self_registered_scopes: [...config.selfRegisteredScopes],
    request_log: config.requestLog,
  };
}

function documentsOf(publicUrl: string): ServerView['documents'] {
  return {
    console: `${publicUrl}/console`,
    api_reference: `${publicUrl}/docs`,
    openapi: `${publicUrl}/openapi.json`,
    openid_configuration: `${publicUrl}/.well-known/openid-configuration`,
    authorization_server: `${publicUrl}/.well-known/oauth-authorization-server`,
    jwks: `${publicUrl}/oauth/jwks`,
    error_codes: `${publicUrl}/errors`,
  };
}
