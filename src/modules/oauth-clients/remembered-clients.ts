import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Awaitable } from '../../kernel/awaitable.js';
import { Clock } from '../../platform/clock.js';
import { ChangeEvents, StampedCache } from '../../platform/events/index.js';
import { standingOf } from './client-standing.js';
import type { OAuthClientSecret } from './oauth-client-secret.entity.js';
import type { ClientStanding } from './oauth-client.js';
import { OAuthClientsRepository } from './oauth-clients.repository.js';

const MAX_CLIENTS = 10_000;
const CLIENT_TTL_MS = 60_000;

/** A client as it was read, with the digests of its secrets. */
export interface RememberedClient {
  readonly standing: ClientStanding;
  /** Also those that have ended: whoever compares looks at the time. */
  readonly secrets: readonly Pick<OAuthClientSecret, 'id' | 'digest' | 'expiresAt'>[];
}

/**
 * The clients that ask again and again, so that each is read once. An entry dies with a change of the client,
 * its secrets, its app or the owner of its app, as the remembered verdicts of the door do.
 */
@Injectable()
export class RememberedClients implements OnApplicationShutdown {
  private readonly clients: StampedCache<RememberedClient>;
  private readonly unsubscribe: () => void;

  constructor(
    private readonly repository: OAuthClientsRepository,
    clock: Clock,
    events: ChangeEvents,
  ) {
    this.clients = new StampedCache({ max: MAX_CLIENTS, ttlMs: CLIENT_TTL_MS, clock, tagsOf });
    this.unsubscribe = events.subscribe((tag) => this.clients.invalidate(tag));
  }

  onApplicationShutdown(): void {
    this.unsubscribe();
  }

  /** @returns undefined when there is no such client, which is not remembered */
  find(clientId: string): Awaitable<RememberedClient | undefined> {
    return this.clients.load(clientId, () => this.read(clientId));
  }

  private async read(clientId: string): Promise<RememberedClient | undefined> {
    const standing = standingOf(await this.repository.findWithHolder(clientId));
    if (standing === null) return undefined;
    const secrets = await this.repository.listSecrets(clientId);
    return {
      standing,
      secrets: secrets.map(({ id, digest, expiresAt }) => ({ id, digest, expiresAt })),
    };
  }
}

function tagsOf({ standing: { client, ownerId } }: RememberedClient): string[] {
  return [
    `oauth_client:${client.id}`,
    `app:${client.appId}`,
    ...(ownerId === null ? [] : [`user:${ownerId}`]),
  ];
}
