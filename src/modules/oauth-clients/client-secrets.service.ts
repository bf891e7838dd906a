import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { andThen, type Awaitable } from '../../kernel/awaitable.js';
import { AppError } from '../../kernel/errors/index.js';
import { sha256Hex } from '../../kernel/secret.js';
import { Clock } from '../../platform/clock.js';
import { Database, type Also } from '../../platform/database/index.js';
import { ChangeEvents } from '../../platform/events/index.js';
import { LastUsed } from '../../platform/last-used/index.js';
import { findByDigest, newSecret, usesSecret } from './client-secret.js';
import type { OAuthClientSecret } from './oauth-client-secret.entity.js';
import type { ClientSecretInfo, IssuedClientSecret, RegisteredClient } from './oauth-client.js';
import { OAuthClientsRepository } from './oauth-clients.repository.js';
import { RememberedClients } from './remembered-clients.js';

const MOST_SECRETS = 10;

/** How a secret is added to those of a client. */
export interface SecretTerms {
  /** Epoch milliseconds; null: no end. */
  readonly expiresAt: number | null;
  /** How long the others still work; null: as long as before. */
  readonly overlapSeconds: number | null;
}

/** The secrets of clients. A change of them publishes `oauth_client:<id>` once it is committed. */
@Injectable()
export class ClientSecretsService implements OnModuleInit, OnModuleDestroy {
  private readonly lastUsed: LastUsed;

  constructor(
    private readonly repository: OAuthClientsRepository,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly events: ChangeEvents,
    private readonly remembered: RememberedClients,
  ) {
    this.lastUsed = new LastUsed(clock, (uses, usedAt) =>
      repository.noteSecretUse(
        uses.map(({ id }) => id),
        usedAt,
      ),
    );
  }

  onModuleInit(): void {
    this.lastUsed.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.lastUsed.stop();
  }

  /**
   * Adds a secret beside those that are there, or in their place: with an overlap, the others end after
   * it, unless they end sooner. Secrets that have ended are removed.
   *
   * @throws AppError `not_found`; `invalid_request` for a time that has passed; `conflict` for a client
   *   that proves itself without a secret, or too many of them
   */
  async add(
    appId: string,
    clientId: string,
    { expiresAt, overlapSeconds }: SecretTerms,
    also?: Also<ClientSecretInfo>,
  ): Promise<IssuedClientSecret> {
    const now = this.clock.now();
    assertInFuture(expiresAt, now);
    const secret = newSecret(clientId, now, expiresAt);
    await this.database.transaction(async () => {
      const client = await this.repository.findLocked(appId, clientId);
      if (client === null) throw new AppError('not_found');
      if (!usesSecret(client)) {
        throw new AppError('conflict', {
          detail: `A client with the method ${client.tokenEndpointAuthMethod} has no secrets.`,
        });
      }
      if (overlapSeconds !== null) {
        await this.repository.endSecrets(clientId, now + overlapSeconds * 1000);
      }
      await this.repository.deleteEndedSecrets(clientId, now);
      if ((await this.repository.countSecrets(clientId)) >= MOST_SECRETS) throw tooMany();
      await this.repository.insertSecret(secret.row);
      await also?.(infoOf(secret.row));
    });
    this.events.publish(`oauth_client:${clientId}`);
    return secret.issued;
  }

  /** @throws AppError `not_found` */
  async list(appId: string, clientId: string): Promise<ClientSecretInfo[]> {
    await this.getClient(appId, clientId);
    const rows = await this.repository.listSecrets(clientId);
    return rows.map(infoOf);
  }

  /** The client that this is a secret of, also one that has expired; null: of none. */
  async find(
    plaintext: string,
  ): Promise<{ client: RegisteredClient; secret: ClientSecretInfo } | null> {
    const found = await this.repository.findBySecret(sha256Hex(plaintext));
    return found === null ? null : { client: found.client, secret: infoOf(found.secret) };
  }

  /** The secret is refused from now on. @throws AppError `not_found` */
  async remove(
    appId: string,
    clientId: string,
    secretId: string,
    also?: Also<RegisteredClient>,
  ): Promise<void> {
    await this.database.transaction(async () => {
      const client = await this.getClient(appId, clientId);
      if (!(await this.repository.deleteSecret(clientId, secretId))) {
        throw new AppError('not_found');
      }
      await also?.(client);
    });
    this.events.publish(`oauth_client:${clientId}`);
  }

  /** Whether this is one of the client's secrets and has not expired; takes note of its use. */
  verify(clientId: string, secret: string): Awaitable<boolean> {
    return andThen(this.remembered.find(clientId), (client) => {
      const now = this.clock.now();
      const secrets = client?.secrets ?? [];
      const live = secrets.filter(({ expiresAt }) => expiresAt === null || now < expiresAt);
      const found = findByDigest(secret, live);
      if (found === null) return false;
      this.lastUsed.note(found.id, () => undefined);
      return true;
    });
  }

  /** Writes the uses noted until now, which otherwise happens once a second. */
  writeUses(): Promise<void> {
    return this.lastUsed.flush();
  }

  private async getClient(appId: string, clientId: string): Promise<RegisteredClient> {
    const client = await this.repository.find(appId, clientId);
    if (client === null) throw new AppError('not_found');
    return client;
  }
}

function assertInFuture(expiresAt: number | null, now: number): void {
  if (expiresAt === null || expiresAt > now) return;
  throw new AppError('invalid_request', {
    errors: [{ pointer: '#/expires_at', detail: 'The time must lie in the future.' }],
  });
}

function tooMany(): AppError {
  return new AppError('conflict', {
    detail: `A client has at most ${MOST_SECRETS} secrets. Delete one that is no longer in use.`,
  });
}

function infoOf(secret: OAuthClientSecret): ClientSecretInfo {
  const { id, preview, expiresAt, lastUsedAt, createdAt } = secret;
  return { id, preview, expiresAt, lastUsedAt, createdAt };
}
