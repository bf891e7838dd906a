import { Injectable } from '@nestjs/common';
import { In, IsNull, LessThan, LessThanOrEqual, MoreThan } from 'typeorm';
import {
  Database,
  findHeldPage,
  findLocked,
  findPage,
  type Held,
  type HeldFilter,
  type Page,
} from '../../platform/database/index.js';
import { OAuthClientSecret } from './oauth-client-secret.entity.js';
import { OAuthClient } from './oauth-client.entity.js';

/** A client's row with the columns of `app_holders` that decide whether it may act. */
export interface ClientWithHolder {
  readonly client: OAuthClient;
  readonly appName: string;
  readonly appDisabledAt: unknown;
  readonly ownerId: string | null;
  readonly ownerDisabledAt: unknown;
}

/** All statements on `oauth_clients` and `oauth_client_secrets`. */
@Injectable()
export class OAuthClientsRepository {
  constructor(private readonly database: Database) {}

  async insert(client: OAuthClient): Promise<void> {
    await this.clients.insert(client);
  }

  find(appId: string, id: string): Promise<OAuthClient | null> {
    return this.clients.findOneBy({ id, appId });
  }

  /** As `find`, for a decision in a transaction. */
  findLocked(appId: string, id: string): Promise<OAuthClient | null> {
    return findLocked(this.clients, { id, appId });
  }

  list(appId: string, limit: number, after: string | null): Promise<Page<OAuthClient>> {
    return findPage(this.clients, limit, after, { appId });
  }

  /** Over all apps, newest first. @param now epoch milliseconds */
  listHeld(
    filter: HeldFilter,
    place: { readonly limit: number; readonly after: string | null; readonly now: number },
  ): Promise<Page<Held<OAuthClient>>> {
    const ends = { expires: false, revoked: false };
    return findHeldPage(this.clients, place, filter, { ends, nameColumn: 'client_name' });
  }

  async update(id: string, changes: Partial<OAuthClient>): Promise<void> {
    await this.clients.update({ id }, changes);
  }

  async delete(appId: string, id: string): Promise<boolean> {
    const result = await this.clients.delete({ id, appId });
    return result.affected === 1;
  }

  /** One statement: the client and whether its app and the owner of its app are in order. */
  async findWithHolder(id: string): Promise<ClientWithHolder | null> {
    const { entities, raw } = await this.clients
      .createQueryBuilder('client')
      .innerJoin('app_holders', 'holder', 'holder.app_id = client.app_id')
      .addSelect('holder.app_name', 'holder_app_name')
      .addSelect('holder.app_disabled_at', 'holder_app_disabled_at')
      .addSelect('holder.owner_id', 'holder_owner_id')
      .addSelect('holder.owner_disabled_at', 'holder_owner_disabled_at')
      .where('client.id = :id', { id })
      .getRawAndEntities<HolderColumns>();
    const client = entities[0];
    const holder = raw[0];
    if (client === undefined || holder === undefined) return null;
    return {
      client,
      appName: holder.holder_app_name,
      appDisabledAt: holder.holder_app_disabled_at,
      ownerId: holder.holder_owner_id,
      ownerDisabledAt: holder.holder_owner_disabled_at,
    };
  }

  async insertSecret(secret: OAuthClientSecret): Promise<void> {
    await this.secrets.insert(secret);
  }

  countSecrets(clientId: string): Promise<number> {
    return this.secrets.countBy({ clientId });
  }

  listSecrets(clientId: string): Promise<OAuthClientSecret[]> {
    return this.secrets.find({ where: { clientId }, order: { id: 'ASC' } });
  }

  /** Whichever client it is of. */
  async findBySecret(
    digest: string,
  ): Promise<{ client: OAuthClient; secret: OAuthClientSecret } | null> {
    const secret = await this.secrets.findOneBy({ digest });
    const client = secret === null ? null : await this.clients.findOneBy({ id: secret.clientId });
    return secret === null || client === null ? null : { client, secret };
  }

  async deleteSecret(clientId: string, id: string): Promise<boolean> {
    const result = await this.secrets.delete({ id, clientId });
    return result.affected === 1;
  }

  /** Lets the secrets of a client end at that time; those that end sooner stay as they are. */
  async endSecrets(clientId: string, at: number): Promise<void> {
    await this.secrets.update(
      [
        { clientId, expiresAt: IsNull() },
        { clientId, expiresAt: MoreThan(at) },
      ],
      {
        expiresAt: at,
      },
    );
  }

  async deleteEndedSecrets(clientId: string, now: number): Promise<void> {
    await this.secrets.delete({ clientId, expiresAt: LessThanOrEqual(now) });
  }

  /** A time of use that is later stays. */
  async noteSecretUse(ids: readonly string[], usedAt: number): Promise<void> {
    const id = In([...ids]);
    await this.secrets.update(
      [
        { id, lastUsedAt: IsNull() },
        { id, lastUsedAt: LessThan(usedAt) },
      ],
      {
        lastUsedAt: usedAt,
      },
    );
  }

  private get clients() {
    return this.database.manager.getRepository(OAuthClient);
  }

  private get secrets() {
    return this.database.manager.getRepository(OAuthClientSecret);
  }
}

interface HolderColumns {
  readonly holder_app_name: string;
  readonly holder_app_disabled_at: unknown;
  readonly holder_owner_id: string | null;
  readonly holder_owner_disabled_at: unknown;
}
