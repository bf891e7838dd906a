import { AppConfig, type AppConfigValues } from '../../../src/platform/config/index.js';
import { Clock } from '../../../src/platform/clock.js';
import { AuditLog } from '../../../src/platform/audit/index.js';
import { Readiness } from '../../../src/platform/observability/index.js';
import { ChangeEvents } from '../../../src/platform/events/index.js';
import { newId } from '../../../src/kernel/ids.js';
import { AppsRepository } from '../../../src/modules/apps/apps.repository.js';
import { AppsService } from '../../../src/modules/apps/index.js';
import {
  ClientSecretsService,
  OAuthClientsService,
} from '../../../src/modules/oauth-clients/index.js';
import { OAuthClientsRepository } from '../../../src/modules/oauth-clients/oauth-clients.repository.js';
import { RememberedClients } from '../../../src/modules/oauth-clients/remembered-clients.js';
import { LoginSessionsRepository } from '../../../src/modules/tokens/login-sessions.repository.js';
import { LoginTokensService } from '../../../src/modules/tokens/login-tokens.service.js';
import { OAuthRecordsRepository } from '../../../src/modules/tokens/oauth-records.repository.js';
import { OAuthRecords } from '../../../src/modules/tokens/oauth-records.service.js';
import { SigningKeyLifecycle } from '../../../src/modules/tokens/signing-key-lifecycle.js';
import { SigningKeySupply } from '../../../src/modules/tokens/signing-key-supply.js';
import { SigningKeysRepository } from '../../../src/modules/tokens/signing-keys.repository.js';
import { SigningKeysService } from '../../../src/modules/tokens/signing-keys.service.js';
import { TokenCutoffsRepository } from '../../../src/modules/tokens/token-cutoffs.repository.js';
import { TokenStateRepository } from '../../../src/modules/tokens/token-state.repository.js';
import { UsersRepository } from '../../../src/modules/users/users.repository.js';
import type { OpenDatabase } from '../../../src/platform/database/index.js';
import { openTestDatabase } from '../../harness/database.js';

export const PUBLIC_URL = 'http://localhost:3000';

export class FakeClock extends Clock {
  constructor(public time = Date.UTC(2026, 10, 20, 8)) {
    super();
  }

  override now(): number {
    return this.time;
  }

  passSeconds(seconds: number): void {
    this.time += seconds * 1000;
  }
}

/** What one process has of the signing keys in a database, as it boots. */
export async function openSigningKeys(
  { database, sealer }: OpenDatabase,
  clock: Clock,
  events = new ChangeEvents(),
) {
  const repository = new SigningKeysRepository(database);
  const readiness = new Readiness();
  const keys = new SigningKeysService(repository, sealer, events, readiness);
  const supply = new SigningKeySupply(repository, sealer, clock);
  const lifecycle = new SigningKeyLifecycle(repository, supply, keys, database, clock);
  await lifecycle.onModuleInit();
  return { repository, readiness, keys, lifecycle, events };
}

/** The services of both modules over a real, empty database with one user and one app. */
export async function openTokens(databaseUrl?: string) {
  const opened = await openTestDatabase(databaseUrl);
  const { database, sealer } = opened;
  const clock = new FakeClock();
  const events = new ChangeEvents();
  const { keys, lifecycle } = await openSigningKeys(opened, clock, events);
  const published: string[] = [];
  events.subscribe((tag) => published.push(tag));
  const config = new AppConfig({ publicUrl: PUBLIC_URL } as unknown as AppConfigValues);
  const states = new TokenStateRepository(database);
  const sessions = new LoginSessionsRepository(database);
  const users = new UsersRepository(database);
  const userId = newId('usr', clock.now());
  await users.insert({
    id: userId,
    username: 'alice',
    usernameKey: 'alice',
    passwordHash: null,
    roles: ['editor'],
    groups: ['staff'],
    claims: null,
    disabledAt: null,
    createdAt: clock.now(),
    updatedAt: clock.now(),
  });
  const clientRows = new OAuthClientsRepository(database);
  const remembered = new RememberedClients(clientRows, clock, events);
  const apps = new AppsService(new AppsRepository(database), database, events, clock);
  const app = await apps.create({ name: 'Shop', description: null, ownerId: userId });
  return {
    ...opened,
    clock,
    events,
    published,
    config,
    keys,
    lifecycle,
    states,
    users,
    userId,
    apps,
    app,
    sessions,
    login: new LoginTokensService(
      sessions,
      states,
      keys,
      database,
      new AuditLog(database, clock),
      clock,
      events,
      config,
    ),
    records: new OAuthRecords(
      new OAuthRecordsRepository(database),
      new TokenCutoffsRepository(database, clock),
      sealer,
      clock,
      events,
    ),
    recordsRepository: new OAuthRecordsRepository(database),
    clients: new OAuthClientsService(clientRows, database, events, clock, remembered),
    secrets: new ClientSecretsService(clientRows, database, clock, events, remembered),
  };
}

export type Tokens = Awaited<ReturnType<typeof openTokens>>;
