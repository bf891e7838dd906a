import { Injectable } from '@nestjs/common';
import { In, LessThan } from 'typeorm';
import { Database, Statement } from '../../platform/database/index.js';
import { CredentialUse } from './credential-use.entity.js';

/** So that a statement stays below the parameters that a database takes. */
const BATCH = 500;
/** The tables whose rows are credentials. */
const HOLDERS = ['api_keys', 'access_keys', 'oauth_clients'];

/** All statements on `credential_uses`. */
@Injectable()
export class CredentialUsesRepository {
  constructor(private readonly database: Database) {}

  /** A use that is already later stays. */
  async note(uses: readonly CredentialUse[]): Promise<void> {
    const sorted = uses.toSorted((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
    for (let start = 0; start < sorted.length; start += BATCH) {
      const rows = sorted.slice(start, start + BATCH);
      await new Statement(
        `INSERT INTO credential_uses (credential_id, secret, used_at, address, user_agent)
         VALUES ${rows.map(() => '(?, ?, ?, ?, ?)').join(', ')}
         ON CONFLICT (credential_id, secret) DO UPDATE SET used_at = excluded.used_at,
           address = excluded.address, user_agent = excluded.user_agent
         WHERE excluded.used_at >= credential_uses.used_at`,
      ).run(
        this.database,
        rows.flatMap((row) => [
          ...[row.credentialId, row.secret, row.usedAt],
          ...[row.address, row.userAgent],
        ]),
      );
    }
  }

  /** Of the credentials and of their secrets. */
  of(credentialIds: readonly string[]): Promise<CredentialUse[]> {
    if (credentialIds.length === 0) return Promise.resolve([]);
    return this.uses.findBy({ credentialId: In([...credentialIds]) });
  }

  async deleteBefore(usedAt: number): Promise<void> {
    await this.uses.delete({ usedAt: LessThan(usedAt) });
  }

  /** What is known of a credential goes with it. */
  async deleteOfNobody(): Promise<void> {
    const holders = HOLDERS.map(
      (holder) =>
        `NOT EXISTS (SELECT 1 FROM ${holder} holder WHERE holder.id = credential_uses.credential_id)`,
    );
    await this.database.manager.query(`DELETE FROM credential_uses WHERE ${holders.join(' AND ')}`);
  }

  private get uses() {
    return this.database.manager.getRepository(CredentialUse);
  }
}

function keyOf({ credentialId, secret }: CredentialUse): string {
  return `${credentialId} ${secret}`;
}
