import type { Logger } from 'typeorm';
import { AccessKeyLookupRepository } from '../../src/modules/access-keys/access-key-lookup.repository.js';
import { AccessKeysRepository } from '../../src/modules/access-keys/access-keys.repository.js';
import { AccessKeysService, SignedTokenVerifier } from '../../src/modules/access-keys/index.js';
import { WarmAccessKeys } from '../../src/modules/access-keys/warm-access-keys.js';
import { ApiKeyLookupRepository } from '../../src/modules/api-keys/api-key-lookup.repository.js';
import { ApiKeysRepository } from '../../src/modules/api-keys/api-keys.repository.js';
import { parseCompactJws } from '../../src/kernel/compact-jws.js';
import { ApiKeysService, ApiKeyVerifier } from '../../src/modules/api-keys/index.js';
import { AppsRepository } from '../../src/modules/apps/apps.repository.js';
import { AppsService } from '../../src/modules/apps/index.js';
import { BootstrapService, UsersService } from '../../src/modules/users/index.js';
import { PasswordHasher } from '../../src/modules/users/password-hasher.js';
import { SetupTokensRepository } from '../../src/modules/users/setup-tokens.repository.js';
import { UsersRepository } from '../../src/modules/users/users.repository.js';
import { AuditLog } from '../../src/platform/audit/index.js';
import { Clock } from '../../src/platform/clock.js';
import { AppConfig, type AppConfigValues } from '../../src/platform/config/index.js';
import { ChangeEvents } from '../../src/platform/events/index.js';
import { openTestDatabase } from '../harness/database.js';

export const PASSWORD = 'seven green boats sail';
export const START = Date.UTC(2026, 10, 20, 8);

export class FakeClock extends Clock {
  constructor(public time = START) {
    super();
  }

  override now(): number {
    return this.time;
  }

  passSeconds(seconds: number): void {
    this.time += seconds * 1000;
  }
}

/** Counts the statements that reach the driver. */
class StatementCounter {
  count = 0;
  readonly logger = {
    logQuery: () => void (this.count += 1),
    logQueryError: () => undefined,
    logQuerySlow: () => undefined,
    logSchemaBuild: () => undefined,
    logMigration: () => undefined,
    log: () => undefined,
  } satisfies Logger;
}

/** Does not print the setup link but keeps it. */
class QuietBootstrap extends BootstrapService {
  readonly links: string[] = [];

  protected override announce(link: string): void {
    this.links.push(link);
  }
}

/** Users, apps, API keys and access keys over a real, empty database. */
export async function openCredentials(databaseUrl?: string) {
  const opened = await openTestDatabase(databaseUrl);
  const { database, dataSource, sealer } = opened;
  const clock = new FakeClock();
  const events = new ChangeEvents();
  const published: string[] = [];
  events.subscribe((tag) => published.push(tag));
  const statements = new StatementCounter();
  dataSource.logger = statements.logger;
  const configWith = (values: Partial<AppConfigValues>): AppConfig =>
    new AppConfig({
      publicUrl: 'http://localhost:3000',
      keyPrefix: 'ost',
      adminUsername: null,
      adminPassword: null,
      ...values,
    } as unknown as AppConfigValues);
  const config = configWith({});

  const usersRepository = new UsersRepository(database);
  const users = new UsersService(usersRepository, new PasswordHasher(), database, events, clock);
  const apps = new AppsService(new AppsRepository(database), database, events, clock);
  const warm = new WarmAccessKeys(new AccessKeyLookupRepository(database), sealer, clock, events);
  const signedTokens = new SignedTokenVerifier(warm, clock);
  const apiKeyVerifier = new ApiKeyVerifier(new ApiKeyLookupRepository(database), config, clock);
  return {
    ...opened,
    clock,
    events,
    published,
    statements,
    users,
    apps,
    apiKeys: new ApiKeysService(new ApiKeysRepository(database), database, events, clock, config),
    apiKeyVerifier: { verify: async (key: string) => apiKeyVerifier.verify(key) },
    accessKeys: new AccessKeysService(
      new AccessKeysRepository(database),
      database,
      sealer,
      events,
      clock,
    ),
    signedTokens: {
      verify: async (token: string) => signedTokens.verify(parseCompactJws(token)),
    },
    bootstrapWith: (values: Partial<AppConfigValues> = {}) =>
      new QuietBootstrap(
        usersRepository,
        users,
        new SetupTokensRepository(database),
        database,
        new AuditLog(database, clock),
        configWith(values),
        clock,
      ),
  };
}

export type Credentials = Awaited<ReturnType<typeof openCredentials>>;

/** The code of a refusal, or `ok`. */
export function outcomeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'ok',
    (error: unknown) => (error as { code?: string }).code ?? String(error),
  );
}
