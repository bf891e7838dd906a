import { Injectable } from '@nestjs/common';
import { isId } from '../../kernel/ids.js';
import { Database, type Also } from '../../platform/database/index.js';
import { ChangeEvents } from '../../platform/events/index.js';
import { EVERYTHING, TokenCutoffsRepository } from './token-cutoffs.repository.js';

/** The change tag that every token of ours carries: all of them may have ended. */
export const ALL_TOKENS_TAG = 'tokens:all';

/** The change tag of what a cutoff has ended. */
export function tagOfCutoff(subject: string): string {
  if (subject === EVERYTHING) return ALL_TOKENS_TAG;
  return `${isId('usr', subject) ? 'user' : 'oauth_client'}:${subject}`;
}

/**
 * Ends whatever was issued before a moment, however much that is, by one row: access tokens, refresh
 * tokens, codes, grants and ID tokens as hints, and for everybody sign-in sessions too. What a program
 * proves with a secret of its own (API keys, access keys, client secrets) is not issued and stays.
 */
@Injectable()
export class TokenCutoffs {
  constructor(
    private readonly cutoffs: TokenCutoffsRepository,
    private readonly database: Database,
    private readonly events: ChangeEvents,
  ) {}

  /**
   * For everybody, the caller included.
   *
   * @param notBefore epoch milliseconds; an earlier time than before changes nothing
   * @returns the time that holds now
   */
  async endEverything(notBefore: number, also?: Also<number>): Promise<number> {
    return this.raise(EVERYTHING, notBefore, also);
  }

  /** For one client, whoever its users are. */
  async endOfClient(clientId: string, notBefore: number, also?: Also<number>): Promise<number> {
    return this.raise(clientId, notBefore, also);
  }

  /** Whether something of that client and user, issued at that moment, has been ended. */
  async hasEnded(issuedAt: number, subjects: readonly string[]): Promise<boolean> {
    return issuedAt < (await this.cutoffs.latest(subjects));
  }

  private async raise(subject: string, notBefore: number, also?: Also<number>): Promise<number> {
    const standing = await this.database.transaction(async () => {
      await this.cutoffs.raise(subject, notBefore);
      const latest = await this.cutoffs.latest([subject]);
      await also?.(latest);
      return latest;
    });
    this.events.publish(tagOfCutoff(subject));
    return standing;
  }
}
