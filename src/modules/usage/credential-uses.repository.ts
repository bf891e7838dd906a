import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Database, Statement } from '../../platform/database/index.js';
import { CredentialUse } from './credential-use.entity.js';

/** Uses whose credential is gone. Its row may be in the table of any kind that `credential_uses` has. */
const DELETE_ORPHANS = new Statement(`
  DELETE FROM credential_uses
  WHERE credential_id NOT IN (SELECT id FROM api_keys)
    AND credential_id NOT IN (SELECT id FROM access_keys)
    AND credential_id NOT IN (SELECT id FROM oauth_clients)`);

/** All statements on `credential_uses`. */
@Injectable()
export class CredentialUsesRepository {
  constructor(private readonly database: Database) {}

  /** One statement, in one order whoever writes, so that two never wait crosswise; a use that is later stays. */
  async note(noted: readonly CredentialUse[]): Promise<void> {
    const uses = noted.toSorted((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
    const statement = new Statement(`
      INSERT INTO credential_uses (credential_id, secret, used_at, client_address, user_agent)
      VALUES ${uses.map(() => '(?, ?, ?, ?, ?)').join(', ')}
      ON CONFLICT (credential_id, secret) DO UPDATE SET used_at = excluded.used_at,
        client_address = excluded.client_address, user_agent = excluded.user_agent
      WHERE credential_uses.used_at < excluded.used_at`);
    await statement.run(
      this.database,
      uses.flatMap((use) => [
        ...[use.credentialId, use.secret, use.usedAt, use.clientAddress, use.userAgent],
      ]),
    );
  }

  /** Of several credentials, the latest first. */
  async find(credentialIds: readonly string[]): Promise<CredentialUse[]> {
    if (credentialIds.length === 0) return [];
    return this.database.manager.getRepository(CredentialUse).find({
      where: { credentialId: In([...credentialIds]) },
      order: { usedAt: 'DESC' },
    });
  }

  async deleteOrphans(): Promise<void> {
    await DELETE_ORPHANS.run(this.database, []);
  }
}

function keyOf({ credentialId, secret }: CredentialUse): string {
  return `${credentialId} ${secret}`;
}
