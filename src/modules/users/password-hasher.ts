import { randomBytes } from 'node:crypto';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { AppError } from '../../kernel/errors/index.js';
import { HashingThread, type HashingCost } from './hashing-thread.js';
import { LONGEST_PASSWORD } from './password-policy.js';

/** OWASP's Argon2id setting: 19 MiB, two passes, one lane. Argon2id is the library's default. */
const COST: HashingCost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** At the thread: the one it hashes and the one it finds when that is done. */
const MOST_AT_THREAD = 2;
const MOST_WAITING = 64;

/** Argon2id for people's passwords, one after the other and behind the calls that look up a key. */
@Injectable()
export class PasswordHasher implements OnApplicationShutdown {
  private readonly thread = new HashingThread();
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private readonly nobody = hashOfNobody();

  /**
   * @returns the PHC string to store
   * @throws AppError `unavailable` when too many passwords are waiting
   */
  async hash(password: string): Promise<string> {
    return this.limited(() => this.thread.hash(normalize(password), COST));
  }

  /**
   * Whether the password is the one that was hashed. Without a hash (no such user, no password) it
   * works just as long and says no.
   *
   * @throws AppError `unavailable` when too many passwords are waiting
   */
  async verify(password: string, storedHash: string | null): Promise<boolean> {
    if (password.length > LONGEST_PASSWORD) return false;
    const matches = await this.limited(() =>
      this.thread.verify(normalize(password), storedHash ?? this.nobody),
    );
    return matches && storedHash !== null;
  }

  /** Calls are not answered any more when this is called. */
  async onApplicationShutdown(): Promise<void> {
    await this.thread.stop();
  }

  private async limited<T>(work: () => Promise<T>): Promise<T> {
    await this.takeTurn();
    try {
      return await work();
    } finally {
      // The turn passes straight to the next in line, so nobody can slip in between.
      const next = this.waiting.shift();
      if (next === undefined) this.running -= 1;
      else next();
    }
  }

  private async takeTurn(): Promise<void> {
    if (this.running < MOST_AT_THREAD) {
      this.running += 1;
      return;
    }
    if (this.waiting.length >= MOST_WAITING) {
      throw new AppError('unavailable', {
        detail: 'Too many passwords are being checked at this moment.',
        retryAfterSeconds: 1,
      });
    }
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }
}

/** One spelling of what looks the same: an accent typed on another keyboard is still that accent. */
function normalize(password: string): string {
  return password.normalize('NFC');
}

/** A hash of equal cost that no password has: its digest is random. */
function hashOfNobody(): string {
  const { memoryCost, timeCost, parallelism } = COST;
  const part = (length: number): string =>
    randomBytes(length).toString('base64').replace(/=+$/, '');
  return `$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$${part(16)}$${part(32)}`;
}
