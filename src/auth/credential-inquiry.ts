import { Injectable } from '@nestjs/common';
import { parseCompactJws } from '../kernel/compact-jws.js';
import type { Verified } from '../kernel/decision.js';
import { AppError } from '../kernel/errors/index.js';
import { AppConfig } from '../platform/config/index.js';
import { Authenticator, verdictKey } from './authenticator.js';
import { readAuthorization } from './authorization-header.js';
import type { Presented } from './presented.js';

/** A good credential that somebody asked about. */
export interface Inquired {
  readonly verified: Verified;
  /** What a token says of itself, its signature proved; null for an API key. */
  readonly claims: Readonly<Record<string, unknown>> | null;
}

/**
 * Says what a bare credential is worth to somebody who asks about it instead of using it. It is read and
 * verified as in `Authorization: Bearer`, by the one authenticator; since it makes no call, nothing is
 * counted, and what depends on the call, such as its address, is not looked at. The answer is as fresh as
 * the door's: what is remembered of a credential ends with the same messages for both.
 */
@Injectable()
export class CredentialInquiry {
  constructor(
    private readonly config: AppConfig,
    private readonly authenticator: Authenticator,
  ) {}

  /**
   * @returns null for everything that is no good credential, whatever the reason
   * @throws what kept it from looking, such as an unreachable database
   */
  async about(value: string): Promise<Inquired | null> {
    try {
      const verified = await this.authenticator.authenticate(this.read(value));
      return this.inquired(value, verified);
    } catch (error) {
      return nullOf(error);
    }
  }

  /** What the door remembers of a good credential; null says nothing about all others. */
  recall(value: string): Verified | null {
    try {
      return this.authenticator.recall(verdictKey(this.read(value))) ?? null;
    } catch (error) {
      return nullOf(error);
    }
  }

  /** @param verified what was found of this very credential */
  inquired(value: string, verified: Verified): Inquired {
    const { form } = this.read(value);
    return { verified, claims: form === 'api_key' ? null : parseCompactJws(value).claims };
  }

  private read(value: string): Presented {
    return readAuthorization(`Bearer ${value}`, this.config.keyPrefix);
  }
}

/** @throws what says nothing about the credential */
function nullOf(error: unknown): null {
  if (error instanceof AppError && error.status < 500) return null;
  throw error;
}
