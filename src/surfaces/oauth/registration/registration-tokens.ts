import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock.js';
import { Database } from '../../../platform/database/index.js';
import { OAuthEngine } from '../engine/oauth-engine.js';

export interface RegistrationToken {
  /** Shown this once; kept as a digest. */
  readonly token: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

/** Initial access tokens (RFC 7591 §1.2): whoever holds one may register clients until it ends. */
@Injectable()
export class RegistrationTokens {
  constructor(
    private readonly engine: OAuthEngine,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @param also runs in the same transaction */
  async issue(lifetimeSeconds: number, also?: () => Promise<void>): Promise<RegistrationToken> {
    const { InitialAccessToken } = this.engine.provider;
    const token = await this.database.transaction(async () => {
      await also?.();
      return new InitialAccessToken({ expiresIn: lifetimeSeconds }).save();
    });
    return { token, expiresAt: this.clock.now() + lifetimeSeconds * 1000 };
  }
}
