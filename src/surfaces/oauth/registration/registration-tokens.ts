import { Injectable } from '@nestjs/common';
import { Clock } from '../../../platform/clock.js';
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
    private readonly clock: Clock,
  ) {}

  async issue(lifetimeSeconds: number): Promise<RegistrationToken> {
    const { InitialAccessToken } = this.engine.provider;
    const token = await new InitialAccessToken({ expiresIn: lifetimeSeconds }).save();
    return { token, expiresAt: this.clock.now() + lifetimeSeconds * 1000 };
  }
}
