import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { Strategy } from 'passport';
import type { Verified } from '../../kernel/decision.js';
import { NO_LIMITS } from '../../kernel/limits.js';
import { ANONYMOUS_PRINCIPAL } from '../../kernel/principal.js';

const ANONYMOUS: Verified = Object.freeze({
  principal: ANONYMOUS_PRINCIPAL,
  ownerId: null,
  ipAllowlist: null,
  originAllowlist: null,
  limits: NO_LIMITS,
  audiences: null,
  jkt: null,
  validUntil: null,
  tags: [],
});

class AnonymousPassportStrategy extends Strategy {
  override readonly name = 'anonymous';

  constructor(private readonly verify: (done: (error: unknown, who?: Verified) => void) => void) {
    super();
  }

  override authenticate(): void {
    this.verify((error, verified) => {
      if (verified) this.success(verified);
      else this.error(error);
    });
  }
}

/**
 * Answers for calls that show nothing, where the policy allows that. The authenticator never runs it
 * after another strategy: a bad credential is refused, not forgotten.
 */
@Injectable()
export class AnonymousStrategy extends PassportStrategy(AnonymousPassportStrategy, 'anonymous') {
  override validate(): Verified {
    return ANONYMOUS;
  }
}
