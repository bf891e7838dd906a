import { Injectable } from '@nestjs/common';
import type { CheckName } from '../kernel/check.js';
import type { Verified } from '../kernel/decision.js';
import { AppError } from '../kernel/errors/index.js';
import type { Policy } from '../kernel/policy.js';
import type { Principal } from '../kernel/principal.js';
import { AppConfig } from '../platform/config/index.js';
import { FailedCalls } from '../platform/limits/index.js';
import { Metrics } from '../platform/observability/index.js';
import { ApiAccess } from './api-access.js';
import { Authenticator } from './authenticator.js';
import {
  admitAddress,
  admitOrigin,
  authorizeRole,
  authorizeScopes,
  requireAcceptedKind,
  requireAudience,
} from './authorizer.js';
import type { Call } from './call.js';
import { DecisionObservers } from './decision-observers.js';
import { limitRefusal } from './limit-refusal.js';
import { Meter, type MeterReading } from './meter.js';
import { credentialMissing, type MissingOptions, missingHint } from './missing-credential.js';
import type { Presented } from './presented.js';
import { ProofOfPossession } from './proof-of-possession.js';
import { present } from './presenting.js';

/** The call may go on. */
export interface Allowed {
  readonly outcome: 'allowed';
  readonly principal: Principal;
  readonly verified: Verified;
  /** The limits that the call was counted against. */
  readonly limits: readonly MeterReading[];
}

/** The call ends here. `verified` is there when the caller had proved who it is. */
export interface Refused {
  readonly outcome: 'refused';
  readonly error: AppError;
  /** The check that the call did not pass; those before it were passed, or not needed. */
  readonly failed: CheckName;
  readonly verified: Verified | null;
  readonly limits: readonly MeterReading[];
}

export type Decision = Allowed | Refused;

/** One run of the checks: how far it has come, and what it leaves behind. */
interface Run {
  check: CheckName;
  readonly purpose: 'decide' | 'rehearse' | 'reconsider';
}

/**
 * The one decision. Our own routes, the gateway and forward-auth ask here, and nothing else decides:
 * present → verify → admit → authorize → meter.
 */
@Injectable()
export class Doorkeeper {
  private readonly presenting: MissingOptions;

  constructor(
    config: AppConfig,
    private readonly authenticator: Authenticator,
    private readonly possession: ProofOfPossession,
    private readonly access: ApiAccess,
    private readonly meter: Meter,
    private readonly failedCalls: FailedCalls,
    private readonly metrics: Metrics,
    private readonly observers: DecisionObservers,
  ) {
    this.presenting = {
      keyPrefix: config.keyPrefix,
      signedTokenHeaders: config.signedTokenHeaders,
      publicUrl: config.publicUrl,
    };
  }

  /**
   * Never throws for a refusal; an `AppError` in the answer says why.
   *
   * @throws whatever kept it from deciding, such as an unreachable database.
   */
  async decide(call: Call, policy: Policy): Promise<Decision> {
    const startedMs = performance.now();
    const run: Run = { check: 'presented', purpose: 'decide' };
    try {
      const decision = await this.pipeline(call, policy, run);
      const seconds = secondsSince(startedMs);
      this.record(decision, seconds);
      this.observers.decided(call, policy, decision, seconds);
      return decision;
    } catch (error) {
      const seconds = secondsSince(startedMs);
      this.metrics.recordDecision('none', 'failed', 'unavailable', seconds);
      this.observers.failed(call, policy, run.check, error, seconds);
      throw error;
    }
  }

  /**
   * What `decide` would say, leaving nothing behind: the call is counted nowhere, what it shows is not
   * remembered, and a proof of possession stays as good as it was. Only a wrong credential is charged to
   * its sender, as at the door: nobody guesses here for less.
   *
   * @throws as `decide`
   */
  rehearse(call: Call, policy: Policy): Promise<Decision> {
    return this.pipeline(call, policy, { check: 'presented', purpose: 'rehearse' });
  }

  /**
   * Whether a call that was allowed still would be, for a connection that outlives its call. Nothing is
   * counted, and a proof of possession, which is good for one call, is not asked for again.
   */
  reconsider(call: Call, policy: Policy): Promise<Decision> {
    return this.pipeline(call, policy, { check: 'presented', purpose: 'reconsider' });
  }

  private async pipeline(call: Call, policy: Policy, run: Run): Promise<Decision> {
    let verified: Verified | null = null;
    try {
      const presented = present(call, policy.queryKeyNames, this.presenting);
      run.check = 'verified';
      verified = await this.verify(call, policy, presented, run);
      run.check = 'kind';
      requireAcceptedKind(policy, verified);
      run.check = 'audience';
      requireAudience(policy, verified);
      run.check = 'api_grant';
      const grant = await this.access.require(policy, verified);
      run.check = 'address';
      admitAddress(call, verified);
      run.check = 'origin';
      admitOrigin(call, verified);
      run.check = 'role';
      authorizeRole(policy, verified);
      run.check = 'scope';
      authorizeScopes(policy, verified);
      run.check = 'limit';
      const limits =
        run.purpose === 'decide'
          ? await this.meter.take(policy, verified, grant?.limits ?? null)
          : [];
      const error = limitRefusal(limits);
      if (error !== null) return { outcome: 'refused', error, failed: 'limit', verified, limits };
      return { outcome: 'allowed', principal: verified.principal, verified, limits };
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      if (error.code === 'credential_missing') {
        error.hinted(missingHint(call, policy, this.presenting));
      }
      const isCharged = run.purpose !== 'reconsider' && isWrongCredential(run.check, error);
      const refusal = isCharged ? this.failedCalls.charge(call.clientAddress, error) : error;
      return { outcome: 'refused', error: refusal, failed: run.check, verified, limits: [] };
    }
  }

  private record(decision: Decision, seconds: number): void {
    const kind = decision.verified?.principal.kind ?? 'none';
    const code = decision.outcome === 'refused' ? decision.error.code : 'none';
    this.metrics.recordDecision(kind, decision.outcome, code, seconds);
    if (decision.outcome === 'refused' && decision.error.status === 429) {
      this.metrics.recordRateLimitRejection(code);
    }
  }

  /** What is remembered costs nothing; a rehearsal leaves nothing to be remembered. */
  private async lookAt(
    call: Call,
    presented: Presented,
    purpose: Run['purpose'],
  ): Promise<Verified> {
    const known = this.authenticator.recall(presented);
    if (known !== undefined) return known;
    if (purpose !== 'reconsider') this.failedCalls.requireRoom(call.clientAddress);
    return purpose === 'rehearse'
      ? this.authenticator.authenticateAnew(presented)
      : this.authenticator.authenticate(presented);
  }

  private async verify(
    call: Call,
    policy: Policy,
    presented: Presented | null,
    { purpose }: Run,
  ): Promise<Verified> {
    if (presented !== null) {
      const verified = await this.lookAt(call, presented, purpose);
      if (purpose !== 'reconsider') {
        await this.possession.check(call, presented, verified, purpose === 'decide');
      }
      return verified;
    }
    if (policy.anonymous !== null || policy.isPublic)
      return this.authenticator.authenticateAnonymous();
    throw credentialMissing(call, policy, this.presenting);
  }
}

/** What was shown is no good: charged to who sent it. To show nothing is no failure. */
function isWrongCredential(check: CheckName, { code, status }: AppError): boolean {
  if (check !== 'presented' && check !== 'verified') return false;
  return (status === 401 || status === 400) && code !== 'credential_missing';
}

function secondsSince(startedMs: number): number {
  return (performance.now() - startedMs) / 1000;
}
