import { createSecretKey, type KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { errors, jwtVerify, SignJWT } from 'jose';
import { Clock } from '../../platform/clock.js';
import { Sealer } from '../../platform/database/index.js';
import { boundedProblem } from './bounded-problem.js';

/** A refusal on its way through the proxy that asked, back to us and from us to the client. */
export interface PassedRefusal {
  readonly status: number;
  /** Headers of the answer, but for the request id. */
  readonly headers: Readonly<Record<string, string>>;
  /** The problem document, in JSON. */
  readonly body: string;
  readonly code: string;
  readonly requestId: string;
}

/** The proxy comes back at once. */
const LIFETIME_SECONDS = 20;
const TYPE = 'decision+jwt';
/** In characters; nginx has 4 KB for all headers of an answer by default. */
const LONGEST_BODY = 1_400;

/**
 * Signs the refusals that a proxy carries for us (`X-Auth-Decision`), because it can tell its client two
 * statuses only. The key comes from the master key: any instance reads what another has written.
 */
@Injectable()
export class DecisionHandOff {
  private readonly key: KeyObject;

  constructor(
    sealer: Sealer,
    private readonly clock: Clock,
  ) {
    this.key = createSecretKey(sealer.deriveKey('forward-auth-decision'));
  }

  write(refusal: PassedRefusal): Promise<string> {
    const { status, headers, code, requestId } = refusal;
    return new SignJWT({
      status,
      headers,
      code,
      requestId,
      body: boundedProblem(refusal.body, LONGEST_BODY),
    })
      .setProtectedHeader({ alg: 'HS256', typ: TYPE })
      .setExpirationTime(Math.floor(this.clock.now() / 1000) + LIFETIME_SECONDS)
      .sign(this.key);
  }

  /** @returns null for what no instance of this server has written, or not lately */
  async read(text: string): Promise<PassedRefusal | null> {
    try {
      const { payload } = await jwtVerify<PassedRefusal>(text, this.key, {
        algorithms: ['HS256'],
        typ: TYPE,
        requiredClaims: ['exp'],
        currentDate: new Date(this.clock.now()),
      });
      return payload;
    } catch (error) {
      if (error instanceof errors.JOSEError) return null;
      throw error;
    }
  }
}
