import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import { AuthModule } from '../../../src/auth/index.js';
import { ENTITIES } from '../../../src/entities.js';
import { AppsModule, AppsService } from '../../../src/modules/apps/index.js';
import {
  type ClientMetadata,
  ClientSecretsService,
  OAuthClientsService,
} from '../../../src/modules/oauth-clients/index.js';
import { ProtectedApisService } from '../../../src/modules/protected-apis/index.js';
import {
  AccessTokenVerifier,
  LoginTokenVerifier,
  LoginTokensService,
  OAuthRecords,
  TokenCutoffs,
  TokenKeys,
} from '../../../src/modules/tokens/index.js';
import { UsersService } from '../../../src/modules/users/index.js';
import { AuditModule } from '../../../src/platform/audit/index.js';
import { ConfigModule, loadConfig } from '../../../src/platform/config/index.js';
import { Database, DatabaseModule } from '../../../src/platform/database/index.js';
import { ChangeEvents, EventsModule } from '../../../src/platform/events/index.js';
import { createFastifyAdapter, HttpModule } from '../../../src/platform/http/index.js';
import { LimitsModule } from '../../../src/platform/limits/index.js';
import { RedisModule } from '../../../src/platform/redis/index.js';
import { ObservabilityModule } from '../../../src/platform/observability/index.js';
import { OAuthModule } from '../../../src/surfaces/oauth/index.js';
import { freePort } from '../../harness/free-port.js';
import { CALLBACK, PASSWORD } from '../../harness/oauth-names.js';

export { CALLBACK, PASSWORD };

/** The program's modules as far as OAuth needs them, listening on a free port of the loopback interface. */
export async function bootOAuthApp(settings: Record<string, string>) {
  const port = await freePort();
  const config = loadConfig({
    PORT: String(port),
    OSTIARY_ADMIN_USERNAME: 'root',
    OSTIARY_ADMIN_PASSWORD: randomBytes(18).toString('base64url'),
    ...settings,
  });

  @Module({
    imports: [
      ConfigModule.register(config),
      EventsModule,
      DatabaseModule.register({ entities: ENTITIES }),
      AuditModule,
      RedisModule,
      LimitsModule,
      ObservabilityModule,
      HttpModule,
      AuthModule,
      AppsModule,
      OAuthModule,
    ],
  })
  class OAuthTestModule {}

  const logLines: string[] = [];
  const logger = pino({ level: 'debug' }, { write: (line: string) => void logLines.push(line) });
  const app = await NestFactory.create<NestFastifyApplication>(
    OAuthTestModule,
    createFastifyAdapter(config, logger),
    { logger: false, abortOnError: false, bodyParser: false },
  );
  await app.listen(port, '127.0.0.1');
  return { app, config, port, logLines };
}

/** A server with a database of its own, the user alice and her app. */
export async function startOAuthServer(settings: Record<string, string> = {}) {
  const directory = mkdtempSync(join(tmpdir(), 'ostiary-oauth-'));
  const { app, config, port, logLines } = await bootOAuthApp({
    DATABASE_URL: `sqlite:${join(directory, 'ostiary.db')}`,
    OSTIARY_MASTER_KEY: randomBytes(32).toString('base64'),
    ...settings,
  });
  const get = <T>(token: abstract new (...args: never[]) => T): T =>
    app.get(token, { strict: false });
  const user = await get(UsersService).create({
    username: 'alice',
    password: PASSWORD,
    roles: [],
    groups: [],
  });
  const owner = await get(AppsService).create({
    name: 'Shop',
    description: null,
    ownerId: user.id,
  });
  const published: string[] = [];
  get(ChangeEvents).subscribe((tag) => published.push(tag));

  return {
    app,
    port,
    url: config.publicUrl,
    user,
    ownerApp: owner,
    published,
    logLines,
    users: get(UsersService),
    apps: get(AppsService),
    clients: get(OAuthClientsService),
    secrets: get(ClientSecretsService),
    apis: get(ProtectedApisService),
    tokenKeys: get(TokenKeys),
    accessTokens: get(AccessTokenVerifier),
    records: get(OAuthRecords),
    cutoffs: get(TokenCutoffs),
    logins: get(LoginTokensService),
    database: get(Database),

    /** What the guard would say of an access or login token: the principal, or the code of the refusal. */
    async verified(token: string) {
      try {
        const { header, claims } = get(TokenKeys).prove(token);
        return header['typ'] === 'login+jwt'
          ? await get(LoginTokenVerifier).verified(header, claims)
          : await get(AccessTokenVerifier).verified(header, claims);
      } catch (error) {
        return { code: (error as { code?: string }).code };
      }
    },

    async register(metadata: Partial<ClientMetadata> = {}) {
      const { client, secret } = await get(OAuthClientsService).create(owner.id, {
        client_name: 'Shop front',
        redirect_uris: [CALLBACK],
        grant_types: ['authorization_code', 'refresh_token'],
        scope: 'openid profile read',
        token_endpoint_auth_method: 'client_secret_basic',
        ...metadata,
      });
      return { client, id: client.id, secret: secret?.secret ?? '' };
    },

    async close() {
      await app.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

export type OAuthServer = Awaited<ReturnType<typeof startOAuthServer>>;

export function basic(id: string, secret: string): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` };
}

/** POST of a form to the server; the body as JSON. */
export async function post(
  server: { readonly url: string },
  path: string,
  form: Record<string, string> | URLSearchParams,
  headers: Record<string, string> = {},
) {
  const response = await fetch(`${server.url}${path}`, {
    method: 'POST',
    headers,
    body: new URLSearchParams(form),
    redirect: 'manual',
  });
  const text = await response.text();
  const body = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
  return { status: response.status, headers: response.headers, body, text };
}
