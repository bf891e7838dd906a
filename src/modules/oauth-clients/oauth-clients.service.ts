import { Injectable } from '@nestjs/common';
import { andThen, type Awaitable } from '../../kernel/awaitable.js';
import { disabling } from '../../kernel/changes.js';
import { AppError } from '../../kernel/errors/index.js';
import { newId } from '../../kernel/ids.js';
import { limitColumns, type LimitInput, newLimitColumns } from '../../kernel/limits.js';
import { Clock } from '../../platform/clock.js';
import {
  Database,
  type Also,
  type Held,
  type HeldFilter,
  type Page,
} from '../../platform/database/index.js';
import { ChangeEvents } from '../../platform/events/index.js';
import { changedRegistration, differingColumns } from './client-changes.js';
import { registrationOf } from './client-registration.js';
import { newSecret, usesSecret } from './client-secret.js';
import {
  type ClientChanges,
  type ClientMetadata,
  type ClientStanding,
  type IssuedClientSecret,
  type RegisteredClient,
} from './oauth-client.js';
import type { ClientRegistrar } from './oauth-client.entity.js';
import { OAuthClientsRepository } from './oauth-clients.repository.js';
import { RememberedClients } from './remembered-clients.js';

/**
 * Registers OAuth clients and answers for them. A change of a client publishes `oauth_client:<id>` once
 * it is committed.
 */
@Injectable()
export class OAuthClientsService {
  constructor(
    private readonly repository: OAuthClientsRepository,
    private readonly database: Database,
    private readonly events: ChangeEvents,
    private readonly clock: Clock,
    private readonly remembered: RememberedClients,
  ) {}

  /**
   * The app must exist, and its caller must be free to grant the scopes: that is the caller's to know.
   *
   * @returns the client and its first secret; null for a client that proves itself without one
   * @throws AppError `invalid_request` naming every wrong member
   */
  async create(
    appId: string,
    metadata: ClientMetadata & LimitInput,
    also?: Also<RegisteredClient>,
  ): Promise<{ client: RegisteredClient; secret: IssuedClientSecret | null }> {
    const now = this.clock.now();
    const client = {
      id: newId('cli', now),
      appId,
      ...registrationOf(metadata),
      ...newLimitColumns(metadata),
      metadataUrl: null,
      registeredBy: 'admin' as const,
      disabledAt: null,
      createdAt: now,
      updatedAt: now,
    };
    const secret = usesSecret(client) ? newSecret(client.id, now, null) : null;
    await this.database.transaction(async () => {
      await this.repository.insert(client);
      if (secret !== null) await this.repository.insertSecret(secret.row);
      await also?.(client);
    });
    return { client, secret: secret?.issued ?? null };
  }

  list(appId: string, limit: number, after: string | null): Promise<Page<RegisteredClient>> {
    return this.repository.list(appId, limit, after);
  }

  /** Over all apps, newest first. */
  listHeld(
    filter: HeldFilter,
    limit: number,
    after: string | null,
  ): Promise<Page<Held<RegisteredClient>>> {
    return this.repository.listHeld(filter, { limit, after, now: this.clock.now() });
  }

  /** @throws AppError `not_found`, also for a client of another app */
  async get(appId: string, clientId: string): Promise<RegisteredClient> {
    const client = await this.repository.find(appId, clientId);
    if (client === null) throw new AppError('not_found');
    return client;
  }

  /**
   * Changes what is given and keeps the rest; the result is checked as a whole.
   *
   * @throws AppError `not_found`, `invalid_request`
   */
  async update(
    appId: string,
    clientId: string,
    changes: ClientChanges,
    also?: Also<RegisteredClient>,
  ): Promise<RegisteredClient> {
    const updated = await this.database.transaction(async () => {
      const now = this.clock.now();
      const current = await this.getLocked(appId, clientId);
      const { enabled, limits, ownerLimits, ...metadata } = changes;
      const columns = {
        ...differingColumns(current, changedRegistration(current, metadata)),
        ...limitColumns(current, { limits, ownerLimits }),
        ...disabling(current.disabledAt, enabled, now),
        updatedAt: now,
      };
      await this.repository.update(clientId, columns);
      const client = { ...current, ...columns };
      await also?.(client);
      return client;
    });
    this.events.publish(`oauth_client:${clientId}`);
    return updated;
  }

  /**
   * Who stands behind what the client is now, for those who are asked to trust it. To be called in the
   * transaction of the registration or change.
   */
  async attribute(clientId: string, registeredBy: ClientRegistrar): Promise<void> {
    await this.repository.update(clientId, { registeredBy });
  }

  /** @throws AppError `not_found` */
  async remove(appId: string, clientId: string, also?: Also<RegisteredClient>): Promise<void> {
    await this.database.transaction(async () => {
      const client = await this.get(appId, clientId);
      if (!(await this.repository.delete(appId, clientId))) throw new AppError('not_found');
      await also?.(client);
    });
    this.events.publish(`oauth_client:${clientId}`);
  }

  /** The client and whether it may act now; null when there is no such client. */
  standing(clientId: string): Awaitable<ClientStanding | null> {
    return andThen(this.remembered.find(clientId), (client) => client?.standing ?? null);
  }

  private async getLocked(appId: string, clientId: string): Promise<RegisteredClient> {
    const client = await this.repository.findLocked(appId, clientId);
    if (client === null) throw new AppError('not_found');
    return client;
  }
}
