import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { AppError } from '../../kernel/errors/index.js';
import { randomBase62, sha256Hex } from '../../kernel/secret.js';
import { AuditLog } from '../../platform/audit/index.js';
import { Clock } from '../../platform/clock.js';
import { AppConfig } from '../../platform/config/index.js';
import { workerNumber } from '../../platform/workers/index.js';
import { Database, StartupError, type Also } from '../../platform/database/index.js';
import { SetupTokensRepository } from './setup-tokens.repository.js';
import { ADMIN_ROLE, toUserRecord, type UserRecord } from './user-record.js';
import { UsersRepository } from './users.repository.js';
import { UsersService } from './users.service.js';

const TOKEN_LENGTH = 43;
const TOKEN_LIFETIME_MS = 30 * 60 * 1000;

/** Sees to it that there is, or can be, a first administrator. There is no default password. */
@Injectable()
export class BootstrapService implements OnApplicationBootstrap {
  private readonly logger = new Logger(BootstrapService.name);

  constructor(
    private readonly users: UsersRepository,
    private readonly accounts: UsersService,
    private readonly tokens: SetupTokensRepository,
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /**
   * Without an administrator who can sign in: creates the configured one, else prints a setup link.
   *
   * @throws StartupError for a configured name or password that no user may have
   */
  async onApplicationBootstrap(): Promise<void> {
    if (await this.users.isAnyAdmin()) return;
    const { adminUsername, adminPassword } = this.config;
    if (adminUsername !== null && adminPassword !== null) {
      await this.createConfiguredAdmin(adminUsername, adminPassword).catch(refuseToStart);
    } else if ((workerNumber() ?? 1) === 1) {
      this.announce(await this.createSetupLink());
    }
  }

  /** Whether there is an administrator who can sign in, and so nothing to set up. */
  isSetUp(): Promise<boolean> {
    return this.users.isAnyAdmin();
  }

  /**
   * Creates the first administrator for the holder of a setup token, which is used up by it.
   *
   * @throws AppError `bad_credentials` for a token that is unknown, used or too old; `conflict` when
   *   there is an administrator already; otherwise as `UsersService.create`
   */
  async completeSetup(
    token: string,
    username: string,
    password: string,
    also?: Also<UserRecord>,
  ): Promise<UserRecord> {
    const digest = sha256Hex(token);
    // First, so that only a holder of a live token makes us hash a password.
    if (!(await this.tokens.isLive(digest, this.clock.now()))) throw linkIsDead();
    const admin = await this.accounts.prepare({
      username,
      password,
      roles: [ADMIN_ROLE],
      groups: [],
    });
    return this.database.transaction(async () => {
      await this.users.lockAdmins();
      if (!(await this.tokens.consume(digest, this.clock.now()))) throw linkIsDead();
      if (await this.users.isAnyAdmin()) throw alreadySetUp();
      if (!(await this.users.insert(admin))) throw nameTaken();
      const record = toUserRecord(admin);
      await also?.(record);
      return record;
    });
  }

  /** Standard output, whatever the log level: without this line nobody could begin. */
  protected announce(link: string): void {
    process.stdout.write(
      `Create the first administrator within 30 minutes: ${link}\n` +
        '  without a browser: stop the server, then "npx ostiary admin create --username <name>"\n',
    );
  }

  private async createConfiguredAdmin(username: string, password: string): Promise<void> {
    const roles = [ADMIN_ROLE];
    const admin = await this.accounts.prepare({ username, password, roles, groups: [] });
    await this.database.transaction(async () => {
      await this.users.lockAdmins();
      // Another instance may have been quicker.
      if (await this.users.isAnyAdmin()) return;
      if (!(await this.users.insert(admin))) throw nameTaken();
      await this.audit.record({
        actorKind: 'system',
        actorId: null,
        action: 'user.bootstrap',
        targetType: 'user',
        targetId: admin.id,
        requestId: null,
        clientAddress: null,
      });
      this.logger.log(`created the administrator ${admin.id} from the configuration`);
    });
  }

  private async createSetupLink(): Promise<string> {
    const now = this.clock.now();
    const token = randomBase62(TOKEN_LENGTH);
    await this.tokens.deleteExpired(now);
    await this.tokens.insert({
      digest: sha256Hex(token),
      createdAt: now,
      expiresAt: now + TOKEN_LIFETIME_MS,
      consumedAt: null,
    });
    // Behind a `#`: a fragment reaches neither access logs nor a Referer.
    return `${this.config.publicUrl}/setup#token=${token}`;
  }
}

function refuseToStart(error: unknown): never {
  if (!(error instanceof AppError)) throw error;
  throw new StartupError(
    `OSTIARY_ADMIN_USERNAME and OSTIARY_ADMIN_PASSWORD cannot make the first administrator: ${error.detail}`,
    { cause: error },
  );
}

function linkIsDead(): AppError {
  return new AppError('bad_credentials', {
    detail: 'This setup link is not valid, or not any more: it works once, for 30 minutes.',
    hint: 'Restart the server to get a new one.',
  });
}

function alreadySetUp(): AppError {
  return new AppError('conflict', { detail: 'There is an administrator already.' });
}

function nameTaken(): AppError {
  return new AppError('conflict', {
    detail: 'A user with the name of the first administrator exists, but is no administrator.',
  });
}
