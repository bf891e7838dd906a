import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { LastUsed } from '../../platform/last-used/index.js';
import type { CredentialUse } from './credential-use.entity.js';
import { CredentialUsesRepository } from './credential-uses.repository.js';
import { RecordedUses } from './recorded-uses.js';

const LONGEST_USER_AGENT = 256;
const LONGEST_ADDRESS = 64;
const UNPRINTABLE = /[^\x20-\x7E]/g;

/** From where a credential was used, as far as it was told. */
export interface UsePlace {
  readonly clientAddress: string | null;
  readonly userAgent: string | undefined;
}

/** When and from where credentials, and each of their secrets, were last used. To the minute. */
@Injectable()
export class CredentialUses implements OnModuleInit {
  private readonly lastUsed: LastUsed<Omit<CredentialUse, 'usedAt'>>;

  constructor(
    clock: Clock,
    private readonly repository: CredentialUsesRepository,
  ) {
    this.lastUsed = new LastUsed(clock, (uses, usedAt) =>
      repository.note(uses.map(({ detail }) => ({ ...detail, usedAt }))),
    );
  }

  onModuleInit(): void {
    this.lastUsed.start();
  }

  /** Writes what is left. To be awaited when no call is answered any more, and the database is still open. */
  stop(): Promise<void> {
    return this.lastUsed.stop();
  }

  /**
   * @param secret the key of the secret's row; null where none was shown
   * @param place is asked for the first use within a minute only
   */
  note(credentialId: string, secret: string | null, place: () => UsePlace): void {
    this.lastUsed.note(`${credentialId} ${secret ?? ''}`, () => {
      const { clientAddress, userAgent } = place();
      return {
        credentialId,
        secret: secret ?? '',
        clientAddress: clientAddress?.slice(0, LONGEST_ADDRESS) ?? null,
        userAgent: shown(userAgent),
      };
    });
  }

  /** In one statement, with what this process has noted until now. */
  async of(credentialIds: readonly string[]): Promise<RecordedUses> {
    if (credentialIds.length === 0) return RecordedUses.NONE;
    await this.lastUsed.flush();
    return new RecordedUses(await this.repository.find(credentialIds));
  }
}

/** A `User-Agent` as it is kept: what anybody may send, cut to what can be shown. */
function shown(userAgent: string | undefined): string | null {
  const text = userAgent?.replace(UNPRINTABLE, '').trim().slice(0, LONGEST_USER_AGENT);
  return text === undefined || text === '' ? null : text;
}
