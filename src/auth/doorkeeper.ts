import { Injectable } from '@nestjs/common';
import type { Verified } from '../kernel/decision.js';
import { AppError } from '../kernel/errors/index.js';
import type { Policy } from '../kernel/policy.js';
import type { Principal } from '../kernel/principal.js';
import { AppConfig } from '../platform/config/index.js';
import { Metrics } from '../platform/observability/index.js';
import { Authenticator } from './authenticator.js';
import { admit, authorize, requireAcceptedKind } from './authorizer.js';
import type { Call } from './call.js';
import { Meter, type MeterReading, quotaRefusal } from './meter.js';
import { ProofOfPossession } from './proof-of-possession.js';
import { present, type PresentingOptions } from './presenting.js';

/** The call may go on. */
export interface Allowed {
  readonly outcome: 'allowed';
  readonly principal: Principal;
  readonly verified: Verified;
  readonly quota: MeterReading | null;
}

/** The call ends here. `verified` is there when the caller had proved who it is. */
export interface Refused {
  readonly outcome: 'refused';
  readonly error: AppError;
  readonly verified: Verified | null;
  readonly quota: MeterReading | null;
}

export type Decision = Allowed | Refused;

/**
 * The one decision. Our own routes and the gateway ask here, and nothing else decides: present → verify → admit → authorize → meter.
 */
@Injectable()
export class Doorkeeper {
  private readonly presenting: PresentingOptions;

  constructor(
    config: AppConfig,
    private readonly authenticator: Authenticator,
    private readonly possession: ProofOfPossession,
    private readonly meter: Meter,
    private readonly metrics: Metrics,
  ) {
    this.presenting = {
      keyPrefix: config.keyPrefix,
      signedTokenHeaders: config.signedTokenHeaders,
    };
  }

  /**
   * Never throws for a refusal; an `AppError` in the answer says why.
   *
   * @throws whatever kept it from deciding, such as an unreachable database.
   */
  async decide(call: Call, policy: Policy): Promise<Decision> {
    const startedMs = performance.now();
    try {
      const decision = await this.pipeline(call, policy);
      this.record(decision, startedMs);
      return decision;
    } catch (error) {
      this.metrics.recordDecision('none', 'failed', 'unavailable', secondsSince(startedMs));
      throw error;
    }
  }

  private async pipeline(call: Call, policy: Policy): Promise<Decision> {
    let verified: Verified | null = null;
    try {
      verified = await this.verify(call, policy);
      requireAcceptedKind(policy, verified);
      admit(call, verified);
      authorize(policy, verified);
      const quota = await this.meter.take(policy, verified);
      if (quota !== null && !quota.allowed) {
        return { outcome: 'refused', error: quotaRefusal(quota), verified, quota };
      }
      return { outcome: 'allowed', principal: verified.principal, verified, quota };
    } catch (error) {
      if (error instanceof AppError) return { outcome: 'refused', error, verified, quota: null };
      throw error;
    }
  }

  private record(decision: Decision, startedMs: number): void {
    const kind = decision.verified?.principal.kind ?? 'none';
    const code = decision.outcome === 'refused' ? decision.error.code : 'none';
    this.metrics.recordDecision(kind, decision.outcome, code, secondsSince(startedMs));
    if (decision.outcome === 'refused' && decision.error.status === 429) {
      this.metrics.recordRateLimitRejection(code);
    }
  }

  private async verify(call: Call, policy: Policy): Promise<Verified> {
    const presented = present(call, policy.queryKeyNames, this.presenting);
    if (presented !== null) {
      const verified = await this.authenticator.authenticate(presented);
      this.possession.check(call, presented, verified);
      return verified;
    }
    if (policy.anonymous !== null) return this.authenticator.authenticateAnonymous();
    throw new AppError('credential_missing', {
      members: { accepted_kinds: [...policy.accept] },
      hint: hintFor(policy, this.presenting.signedTokenHeaders),
    });
  }
}

/** The shortest way to show a credential that the policy accepts. */
function hintFor({ accept }: Policy, signedTokenHeaders: readonly string[]): string {
  const ways: string[] = [];
  if (accept.has('api_key')) ways.push('"X-API-Key: <key>"');
  if (accept.has('access_token') || accept.has('login_token')) {
    ways.push('"Authorization: Bearer <token>"');
  }
  const [header] = signedTokenHeaders;
  if (header !== undefined && (accept.has('app_token') || accept.has('person_token'))) {
    ways.push(`"${header}: <signed token>"`);
  }
  return `Send ${ways.join(' or ')}.`;
}

function secondsSince(startedMs: number): number {
  return (performance.now() - startedMs) / 1000;
}
