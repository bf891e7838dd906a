import { Injectable } from '@nestjs/common';
import type { Verified } from '../kernel/decision.js';
import { AppError } from '../kernel/errors/index.js';
import { Authenticator } from './authenticator.js';
import { admit } from './authorizer.js';
import type { Call } from './call.js';
import { UsageRecording } from './usage-recording.js';
import { type CredentialForm, MAX_TOKEN_LENGTH } from './presented.js';

/**
 * Verifies a credential that a call uses without presenting it as its own, such as the assertion of a
 * token request. It goes through the one authenticator, and what the credential says of where it may be
 * used from holds for this call as for any other.
 */
@Injectable()
export class CredentialUse {
  constructor(
    private readonly authenticator: Authenticator,
    private readonly usage: UsageRecording,
  ) {}

  /** @throws AppError as at the door: the verifier's refusal, `ip_not_allowed`, `origin_not_allowed` */
  async verify(form: CredentialForm, value: string, call: Call): Promise<Verified> {
    if (value.length > MAX_TOKEN_LENGTH) {
      throw new AppError('token_malformed', {
        detail: `The token is longer than ${MAX_TOKEN_LENGTH} characters.`,
      });
    }
    const verified = await this.authenticator.authenticate({ form, value });
    this.usage.used(call, verified);
    admit(call, verified);
    return verified;
  }
}
