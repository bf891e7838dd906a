import { Injectable } from '@nestjs/common';
import { clientRowId, SELF_REGISTERED_APP_ID } from '../../kernel/client-ids.js';
import { AppError } from '../../kernel/errors/index.js';
import { Clock } from '../../platform/clock.js';
import { Database, isUniqueViolation, type Also } from '../../platform/database/index.js';
import { ChangeEvents } from '../../platform/events/index.js';
import { differingColumns } from './client-changes.js';
import { registrationOf, type Registration } from './client-registration.js';
import { secretRow } from './client-secret.js';
import { standingOf } from './client-standing.js';
import type { ClientMetadata, ClientStanding, RegisteredClient } from './oauth-client.js';
import { OAuthClientsRepository } from './oauth-clients.repository.js';

/**
 * Clients that registered themselves (RFC 7591), or are known by a document at the URL that is their
 * `client_id`. They belong to one app without an owner, which must exist, and nothing here touches a
 * client of another app.
 */
@Injectable()
export class SelfRegisteredClientsService {
  constructor(
    private readonly repository: OAuthClientsRepository,
    private readonly database: Database,
    private readonly events: ChangeEvents,
    private readonly clock: Clock,
  ) {}

  /**
   * Registers the client, or changes it. With a secret, that one is added to those that it has.
   *
   * @throws AppError `invalid_request` naming every wrong member; `not_found` for an id that belongs to
   *   another app
   */
  async store(
    id: string,
    metadata: ClientMetadata,
    secret: string | null,
    also?: Also<RegisteredClient>,
  ): Promise<void> {
    const now = this.clock.now();
    const registration = registrationOf(metadata);
    await this.database.transaction(async () => {
      const current = await this.repository.findLocked(SELF_REGISTERED_APP_ID, id);
      const client = {
        ...{ id, appId: SELF_REGISTERED_APP_ID, ...registration, metadataUrl: null },
        ...{ disabledAt: current?.disabledAt ?? null, createdAt: current?.createdAt ?? now },
        limits: null,
        ownerLimits: null,
        registeredBy: 'itself' as const,
        updatedAt: now,
      };
      if (current === null) await this.repository.insert(client);
      else await this.repository.update(id, { ...saidByItself(registration), updatedAt: now });
      if (secret !== null) await this.repository.insertSecret(secretRow(id, secret, now));
      await also?.(client);
    });
    this.events.publish(`oauth_client:${id}`);
  }

  /** @throws AppError `not_found` */
  async remove(id: string, also?: () => Promise<void>): Promise<void> {
    await this.database.transaction(async () => {
      const isGone = await this.repository.delete(SELF_REGISTERED_APP_ID, id);
      if (!isGone) throw new AppError('not_found');
      await also?.();
    });
    this.events.publish(`oauth_client:${id}`);
  }

  /**
   * Takes over what the document at the URL says now. A client that was disabled here stays so.
   *
   * @throws AppError `invalid_request` naming every wrong member
   */
  async adopt(
    url: string,
    metadata: ClientMetadata,
    also?: Also<RegisteredClient>,
  ): Promise<ClientStanding> {
    const id = clientRowId(url);
    const registration = registrationOf(metadata);
    const known = standingOf(await this.repository.findWithHolder(id));
    if (known === null) return this.adoptNew(url, metadata, also);
    const columns = differingColumns(known.client, saidByItself(registration));
    if (Object.keys(columns).length === 0) return known;
    const changes = { ...columns, updatedAt: this.clock.now() };
    await this.repository.update(id, changes);
    this.events.publish(`oauth_client:${id}`);
    return { ...known, client: { ...known.client, ...changes } };
  }

  private async adoptNew(
    url: string,
    metadata: ClientMetadata,
    also?: Also<RegisteredClient>,
  ): Promise<ClientStanding> {
    const now = this.clock.now();
    const client = {
      ...{ id: clientRowId(url), appId: SELF_REGISTERED_APP_ID, ...registrationOf(metadata) },
      ...{ metadataUrl: url, disabledAt: null, createdAt: now, updatedAt: now },
      limits: null,
      ownerLimits: null,
      registeredBy: 'itself' as const,
    };
    try {
      await this.database.transaction(async () => {
        await this.repository.insert(client);
        await also?.(client);
      });
    } catch (error) {
      // Another request, or another instance, was faster.
      if (!isUniqueViolation(error)) throw error;
    }
    const standing = standingOf(await this.repository.findWithHolder(client.id));
    if (standing === null) throw new AppError('unavailable', { internal: 'the client is gone' });
    return standing;
  }
}

/** A client says nothing of the APIs that it may address: what an administrator has said of them stays. */
function saidByItself({
  resources: _resources,
  ...said
}: Registration): Omit<Registration, 'resources'> {
  return said;
}
