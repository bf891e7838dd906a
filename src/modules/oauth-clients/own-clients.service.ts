import { Injectable } from '@nestjs/common';
import { OWN_CLIENTS_APP_ID } from '../../kernel/client-ids.js';
import { Clock } from '../../platform/clock.js';
import { isUniqueViolation } from '../../platform/database/index.js';
import { ChangeEvents } from '../../platform/events/index.js';
import { differingColumns } from './client-changes.js';
import { registrationOf } from './client-registration.js';
import type { ClientMetadata } from './oauth-client.js';
import { OAuthClientsRepository } from './oauth-clients.repository.js';

/**
 * Clients that are parts of this server. They are registered as any other client is, so that they can be
 * seen, limited and disabled as any other.
 */
@Injectable()
export class OwnClientsService {
  constructor(
    private readonly repository: OAuthClientsRepository,
    private readonly events: ChangeEvents,
    private readonly clock: Clock,
  ) {}

  /**
   * Registers the client, or brings it to what it says of itself now; one that was disabled stays so. The
   * app must exist.
   *
   * @throws AppError `invalid_request` naming every wrong member
   */
  async ensure(id: string, metadata: ClientMetadata): Promise<void> {
    const registration = registrationOf(metadata);
    const current = await this.repository.find(OWN_CLIENTS_APP_ID, id);
    const now = this.clock.now();
    if (current !== null) {
      const columns = differingColumns(current, registration);
      if (Object.keys(columns).length === 0) return;
      await this.repository.update(id, { ...columns, updatedAt: now });
      this.events.publish(`oauth_client:${id}`);
      return;
    }
    try {
      await this.repository.insert({
        ...{ id, appId: OWN_CLIENTS_APP_ID, ...registration, metadataUrl: null },
        ...{ limits: null, ownerLimits: null, registeredBy: 'admin' as const },
        ...{ disabledAt: null, createdAt: now, updatedAt: now },
      });
    } catch (error) {
      // Another request, or another instance, was faster.
      if (!isUniqueViolation(error)) throw error;
    }
  }
}
