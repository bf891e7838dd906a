import { Injectable } from '@nestjs/common';
import { AppError } from '../../kernel/errors/index.js';
import type { Quota } from '../../kernel/policy.js';
import { RateLimits } from '../../platform/limits/index.js';
import type { Caller } from './caller.js';

/** Limits how often one caller may make the server look into something. */
@Injectable()
export class CallerLimits {
  constructor(private readonly limits: RateLimits) {}

  /**
   * Counts a call, whatever comes of it: of one subject, with all credentials that act for it.
   *
   * @param name of the limit, as the RateLimit headers show it
   * @throws AppError `too_many_attempts`: this call is one too many
   */
  async count(caller: Caller, name: string, quota: Quota): Promise<void> {
    const state = await this.limits.consume(`${name}:${caller.principal.subject}`, quota);
    if (!state.allowed) throw new AppError('too_many_attempts', { quota: { name, ...state } });
  }
}
