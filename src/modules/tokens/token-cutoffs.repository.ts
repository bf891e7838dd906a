import { Injectable } from '@nestjs/common';
import { In, LessThan } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/index.js';
import { TokenCutoff } from './token-cutoff.entity.js';

/** The subject of the cutoff that everything has. */
export const EVERYTHING = '*';

/** All statements on `token_cutoffs`. */
@Injectable()
export class TokenCutoffsRepository {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Of two that raise at once the later time stays, whichever comes first. */
  async raise(subject: string, notBefore: number): Promise<void> {
    const { manager } = this.database;
    const changedAt = this.clock.now();
    const row = { subject, notBefore, changedAt };
    await manager.createQueryBuilder().insert().into(TokenCutoff).values(row).orIgnore().execute();
    // TypeORM's upsert drops its condition on SQLite.
    const earlier = { subject, notBefore: LessThan(notBefore) };
    await manager.update(TokenCutoff, earlier, { notBefore, changedAt });
  }

  /** The latest cutoff of these subjects and of everything; 0: there is none. Epoch milliseconds. */
  async latest(subjects: readonly string[]): Promise<number> {
    const found = await this.database.manager.findBy(TokenCutoff, {
      subject: In([EVERYTHING, ...subjects]),
    });
    return Math.max(0, ...found.map(({ notBefore }) => notBefore));
  }
}

/**
 * A condition of SQL: no cutoff lies after the creation of the row.
 *
 * @param row the alias of a table that has `created_at`
 * @param subjectColumns those of its columns that hold the id of a client or a user
 */
export function outlivesCutoffs(row: string, subjectColumns: readonly string[]): string {
  const subjects = [`'${EVERYTHING}'`, ...subjectColumns.map((column) => `${row}.${column}`)];
  return `NOT EXISTS (SELECT 1 FROM token_cutoffs cutoff
    WHERE cutoff.subject IN (${subjects.join(', ')}) AND cutoff.not_before > ${row}.created_at)`;
}
