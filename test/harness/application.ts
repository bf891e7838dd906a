import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { DataSource } from 'typeorm';
import { AppModule } from '../../src/app.module.js';
import { Clock } from '../../src/platform/clock.js';
import { loadConfig } from '../../src/platform/config/index.js';
import { createFastifyAdapter } from '../../src/platform/http/index.js';
import { setUpDocs } from '../../src/surfaces/docs/index.js';

/** A clock that stands still until it is told to move. */
export class StoppedClock extends Clock {
  private time = Date.now();

  override now(): number {
    return this.time;
  }

  passMs(ms: number): void {
    this.time += ms;
  }
}

/** One route of the HTTP server, however it was made. */
export interface ServedRoute {
  readonly method: string;
  readonly path: string;
}

/** The whole program inside this process, over HTTP, with its clock and its statements in hand. */
export interface Application {
  readonly nest: NestFastifyApplication;
  readonly clock: StoppedClock;
  /** Every route that the HTTP server knows. */
  readonly routes: readonly ServedRoute[];
  readonly port: number;
  readonly admin: { readonly username: string; readonly password: string };
  url(path: string): string;
  /** The SQL statements that ran meanwhile, in order, but for what is written behind calls. */
  statementsOf(work: () => Promise<unknown>): Promise<string[]>;
  close(): Promise<void>;
}

/**
 * Starts one per file: Passport and the metrics have process-wide state. `close()` it.
 *
 * @param settings further ones, as in the environment
 */
export async function startApplication(
  imports: readonly Type[] = [],
  settings: Readonly<Record<string, string>> = {},
): Promise<Application> {
  const directory = mkdtempSync(join(tmpdir(), 'ostiary-application-'));
  const admin = { username: 'root', password: randomBytes(18).toString('base64url') };
  const config = loadConfig(
    {
      OSTIARY_ADMIN_USERNAME: admin.username,
      OSTIARY_ADMIN_PASSWORD: admin.password,
      // All calls come from one address, and many are wrong on purpose.
      OSTIARY_FAILED_CALLS_PER_MINUTE: '0',
      ...settings,
    },
    { cwd: directory },
  );
  const clock = new StoppedClock();
  const adapter = createFastifyAdapter(config, pino({ level: 'silent' }), clock);
  const routes = recordRoutes(adapter.getInstance());
  const module = await Test.createTestingModule({
    imports: [AppModule.register(config), ...imports],
  })
    .overrideProvider(Clock)
    .useValue(clock)
    .compile();
  const nest = module.createNestApplication<NestFastifyApplication>(adapter, {
    bodyParser: false,
    logger: false,
  });
  setUpDocs(nest, config);
  await nest.listen(0, '127.0.0.1');
  const { port } = (nest.getHttpServer() as { address(): AddressInfo }).address();
  const statements = recordStatements(nest.get(DataSource));
  return {
    nest,
    clock,
    routes,
    port,
    admin,
    url: (path) => `http://127.0.0.1:${port}${path}`,
    async statementsOf(work) {
      const before = statements.length;
      await work();
      return statements.slice(before);
    },
    async close() {
      await nest.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function recordRoutes(instance: FastifyInstance): ServedRoute[] {
  const routes: ServedRoute[] = [];
  instance.addHook('onRoute', ({ method, url }) => {
    for (const name of [method].flat()) routes.push({ method: name, path: url });
  });
  return routes;
}

/** By the clock, for all calls together: no call's own. */
const WRITTEN_BEHIND =
  /^\s*(?:INSERT INTO (?:usage_counts|credential_uses)|DELETE FROM quota_counters) /;

function recordStatements(dataSource: DataSource): string[] {
  const statements: string[] = [];
  const nothing = (): void => undefined;
  dataSource.logger = {
    logQuery: (query) => {
      if (!WRITTEN_BEHIND.test(query)) statements.push(query);
    },
    logQueryError: nothing,
    logQuerySlow: nothing,
    logSchemaBuild: nothing,
    logMigration: nothing,
    log: nothing,
  };
  return statements;
}
