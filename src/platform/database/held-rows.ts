import type { ObjectLiteral, Repository, SelectQueryBuilder } from 'typeorm';
import type { Page } from './rows.js';

/** The states that a list of credentials can be narrowed to. */
export const HELD_STATES = ['active', 'disabled', 'expired', 'revoked'] as const;
export type HeldState = (typeof HELD_STATES)[number];

/** Which credentials a list over all apps is to hold; what is absent does not narrow it. */
export interface HeldFilter {
  /** Of the app's owner. */
  readonly ownerId?: string | undefined;
  readonly appId?: string | undefined;
  /** A part of the name, in whatever case. */
  readonly q?: string | undefined;
  readonly state?: HeldState | undefined;
  /** Epoch milliseconds; what never expires is not in it. */
  readonly expiresBefore?: number | undefined;
  /** Only what was never used. */
  readonly unused?: boolean | undefined;
  /** Only those of which a secret that was replaced still works. */
  readonly rotating?: boolean | undefined;
}

/** A row of something that belongs to an app, with whose it is. */
export interface Held<Row> {
  readonly row: Row;
  readonly appName: string;
  readonly ownerId: string | null;
}

/** Which columns of its table end a credential. */
export interface EndColumns {
  readonly expires: boolean;
  readonly revoked: boolean;
}

/** Where the secrets of the credentials of a table are. */
export interface SecretTable {
  readonly name: string;
  /** Its column that names the credential; the other that counts is `retires_at`. */
  readonly owner: string;
}

interface HeldTable {
  readonly ends: EndColumns;
  readonly nameColumn?: string;
  /** Absent: `rotating` does not narrow. */
  readonly secrets?: SecretTable;
}

interface HolderColumns {
  readonly holder_app_name: string;
  readonly holder_owner_id: string | null;
}

/**
 * One page of rows over all apps, newest first, beginning behind the row whose id is `after`. The table has
 * the columns `app_id`, `name` or another `nameColumn`, `disabled_at` and those of `ends`.
 *
 * @param now epoch milliseconds
 */
export async function findHeldPage<Row extends ObjectLiteral & { readonly id: string }>(
  repository: Repository<Row>,
  { limit, after, now }: { limit: number; after: string | null; now: number },
  filter: HeldFilter,
  { ends, nameColumn = 'name', secrets }: HeldTable,
): Promise<Page<Held<Row>>> {
  const query = repository
    .createQueryBuilder('held')
    .innerJoin('app_holders', 'holder', 'holder.app_id = held.app_id')
    .addSelect('holder.app_name', 'holder_app_name')
    .addSelect('holder.owner_id', 'holder_owner_id')
    .orderBy('held.id', 'DESC')
    .limit(limit + 1);
  if (after !== null) query.andWhere('held.id < :after', { after });
  narrow(query, filter, nameColumn);
  if (filter.state !== undefined) narrowToState(query, filter.state, ends, now);
  if (filter.rotating === true && secrets !== undefined) narrowToRotating(query, secrets, now);
  const { entities, raw } = await query.getRawAndEntities<HolderColumns>();
  const items = entities.slice(0, limit).map((row, index) => ({
    row,
    appName: raw[index]?.holder_app_name ?? '',
    ownerId: raw[index]?.holder_owner_id ?? null,
  }));
  return { items, next: entities.length > limit ? (items.at(-1)?.row.id ?? null) : null };
}

function narrow(
  query: SelectQueryBuilder<ObjectLiteral>,
  { ownerId, appId, q, expiresBefore, unused }: HeldFilter,
  nameColumn: string,
): void {
  if (ownerId !== undefined) query.andWhere('holder.owner_id = :ownerId', { ownerId });
  if (appId !== undefined) query.andWhere('held.app_id = :appId', { appId });
  if (q !== undefined) {
    const part = `%${q.toLowerCase().replace(/[\\%_]/g, String.raw`\$&`)}%`;
    query.andWhere(String.raw`LOWER(held.${nameColumn}) LIKE :part ESCAPE '\'`, { part });
  }
  if (expiresBefore !== undefined) {
    query.andWhere('held.expires_at < :expiresBefore', { expiresBefore });
  }
  if (unused === true) {
    query.andWhere(
      'NOT EXISTS (SELECT 1 FROM credential_uses use WHERE use.credential_id = held.id)',
    );
  }
}

function narrowToRotating(
  query: SelectQueryBuilder<ObjectLiteral>,
  { name, owner }: SecretTable,
  rotatingAt: number,
): void {
  query.andWhere(
    `EXISTS (SELECT 1 FROM ${name} secret WHERE secret.${owner} = held.id AND secret.retires_at > :rotatingAt)`,
    { rotatingAt },
  );
}

/** As the door sees it: what was revoked is nothing else any more, and what is disabled is not yet expired. */
function narrowToState(
  query: SelectQueryBuilder<ObjectLiteral>,
  state: HeldState,
  { expires, revoked }: EndColumns,
  now: number,
): void {
  const isRevoked = revoked ? 'held.revoked_at IS NOT NULL' : '1 = 0';
  const isExpired = expires ? '(held.expires_at IS NOT NULL AND held.expires_at <= :now)' : '1 = 0';
  const conditions: Record<HeldState, string> = {
    revoked: isRevoked,
    disabled: `NOT (${isRevoked}) AND held.disabled_at IS NOT NULL`,
    expired: `NOT (${isRevoked}) AND held.disabled_at IS NULL AND ${isExpired}`,
    active: `NOT (${isRevoked}) AND held.disabled_at IS NULL AND NOT (${isExpired})`,
  };
  query.andWhere(conditions[state], expires ? { now } : {});
}
