import { Injectable } from '@nestjs/common';
import type { Awaitable } from '../kernel/awaitable.js';
import type { CheckName } from '../kernel/check.js';
import type { Verified } from '../kernel/decision.js';
import { AppError } from '../kernel/errors/index.js';
import type { Policy } from '../kernel/policy.js';
import type { ApiGrantRecord } from '../modules/protected-apis/index.js';
import { AppConfig } from '../platform/config/index.js';
import { FailedCalls } from '../platform/limits/index.js';
import { Metrics } from '../platform/observability/index.js';
import { ApiAccess } from './api-access.js';
import { Authenticator, verdictKey } from './authenticator.js';
import {
  admitAddress,
  admitOrigin,
  authorizeRole,
  authorizeScopes,
  requireAcceptedKind,
  requireAudience,
} from './authorizer.js';
import type { Call } from './call.js';
import type { Decision, Refused } from './decision.js';
import { DecisionObservers } from './decision-observers.js';
import { limitRefusal } from './limit-refusal.js';
import { Meter, type MeterReading } from './meter.js';
import { credentialMissing, type MissingOptions, missingHint } from './missing-credential.js';
import type { Presented } from './presented.js';
import { ProofOfPossession } from './proof-of-possession.js';
import { present } from './presenting.js';

const UNCOUNTED: readonly MeterReading[] = [];

type Purpose = 'decide' | 'rehearse' | 'reconsider';

/** One run of the checks: what it is about, how far it has come, and who was found to call. */
interface Run {
  readonly call: Call;
  readonly policy: Policy;
  readonly purpose: Purpose;
  check: CheckName;
  verified: Verified | null;
}

/**
 * The one decision. Our own routes, the gateway and forward-auth ask here, and nothing else decides:
 * present → verify → admit → authorize → meter.
 *
 * It is made at once where all that it rests on is in memory, and promised where something has to be asked
 * for: a credential that is new here, a database, Redis.
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
   * Never throws: an `AppError` in the answer says why a call is refused, and a rejected promise what kept it
   * from deciding, such as an unreachable database.
   */
  decide(call: Call, policy: Policy): Awaitable<Decision> {
    const startedMs = performance.now();
    const run = newRun(call, policy, 'decide');
    try {
      const decision = this.pipeline(run);
      if (decision instanceof Promise) return this.decideLater(run, decision, startedMs);
      this.record(run, decision, startedMs);
      return decision;
    } catch (error) {
      return this.failed(run, error, startedMs);
    }
  }

  private async decideLater(
    run: Run,
    deciding: Promise<Decision>,
    startedMs: number,
  ): Promise<Decision> {
    try {
      const decision = await deciding;
      this.record(run, decision, startedMs);
      return decision;
    } catch (error) {
      return this.failed(run, error, startedMs);
    }
  }

  /**
   * What `decide` would say, leaving nothing behind: the call is counted nowhere, what it shows is not
   * remembered, and a proof of possession stays as good as it was. Only a wrong credential is charged to
   * its sender, as at the door: nobody guesses here for less.
   *
   * @throws what kept it from deciding
   */
  async rehearse(call: Call, policy: Policy): Promise<Decision> {
    return this.pipeline(newRun(call, policy, 'rehearse'));
  }

  /**
   * Whether a call that was allowed still would be, for a connection that outlives its call. Nothing is
   * counted, and a proof of possession, which is good for one call, is not asked for again.
   *
   * @throws what kept it from deciding
   */
  async reconsider(call: Call, policy: Policy): Promise<Decision> {
    return this.pipeline(newRun(call, policy, 'reconsider'));
  }

  private pipeline(run: Run): Awaitable<Decision> {
    try {
      const presented = present(run.call, run.policy.queryKeyNames, this.presenting);
      run.check = 'verified';
      const verified = this.verify(run, presented);
      return verified instanceof Promise
        ? this.orRefuse(
            run,
            verified.then((who) => this.admit(run, who)),
          )
        : this.admit(run, verified);
    } catch (error) {
      return this.refuse(run, error);
    }
  }

  private admit(run: Run, verified: Verified): Awaitable<Decision> {
    try {
      const { policy } = run;
      run.verified = verified;
      run.check = 'kind';
      requireAcceptedKind(policy, verified);
      run.check = 'audience';
      requireAudience(policy, verified);
      run.check = 'api_grant';
      const grant = this.access.require(policy, verified);
      return grant instanceof Promise
        ? this.orRefuse(
            run,
            grant.then((found) => this.authorize(run, verified, found)),
          )
        : this.authorize(run, verified, grant);
    } catch (error) {
      return this.refuse(run, error);
    }
  }

  private authorize(
    run: Run,
    verified: Verified,
    grant: ApiGrantRecord | null,
  ): Awaitable<Decision> {
    try {
      const { call, policy } = run;
      run.check = 'address';
      admitAddress(call, verified);
      run.check = 'origin';
      admitOrigin(call, verified);
      run.check = 'role';
      authorizeRole(policy, verified);
      run.check = 'scope';
      authorizeScopes(policy, verified);
      run.check = 'limit';
      if (run.purpose !== 'decide') return decided(verified, UNCOUNTED);
      const limits = this.meter.take(policy, verified, grant?.limits ?? null);
      return limits instanceof Promise
        ? this.orRefuse(
            run,
            limits.then((readings) => decided(verified, readings)),
          )
        : decided(verified, limits);
    } catch (error) {
      return this.refuse(run, error);
    }
  }

  private orRefuse(run: Run, deciding: Promise<Decision>): Promise<Decision> {
    return deciding.catch((error: unknown) => this.refuse(run, error));
  }

  /** @throws whatever is no refusal */
  private refuse({ call, policy, purpose, check, verified }: Run, error: unknown): Refused {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'credential_missing') {
      error.hinted(missingHint(call, policy, this.presenting));
    }
    const isCharged = purpose !== 'reconsider' && isWrongCredential(check, error);
    const refusal = isCharged ? this.failedCalls.charge(call.clientAddress, error) : error;
    return { outcome: 'refused', error: refusal, failed: check, verified, limits: UNCOUNTED };
  }

  private record({ call, policy }: Run, decision: Decision, startedMs: number): void {
    const seconds = secondsSince(startedMs);
    const kind = decision.verified?.principal.kind ?? 'none';
    const code = decision.outcome === 'refused' ? decision.error.code : 'none';
    this.metrics.recordDecision(kind, decision.outcome, code, seconds);
    if (decision.outcome === 'refused' && decision.error.status === 429) {
      this.metrics.recordRateLimitRejection(code);
    }
    this.observers.decided(call, policy, decision, seconds);
  }

  private async failed(
    { call, policy, check }: Run,
    error: unknown,
    startedMs: number,
  ): Promise<never> {
    const seconds = secondsSince(startedMs);
    this.metrics.recordDecision('none', 'failed', 'unavailable', seconds);
    this.observers.failed(call, policy, check, error, seconds);
    throw error;
  }

  private verify(run: Run, presented: Presented | null): Awaitable<Verified> {
    const { call, policy, purpose } = run;
    if (presented !== null) {
      const verified = this.lookAt(call, presented, purpose);
      if (purpose === 'reconsider') return verified;
      return verified instanceof Promise
        ? verified.then((who) => this.requirePossession(run, presented, who))
        : this.requirePossession(run, presented, verified);
    }
    if (policy.anonymous !== null || policy.isPublic) {
      return this.authenticator.authenticateAnonymous();
    }
    throw credentialMissing(call, policy, this.presenting);
  }

  /** What is remembered costs nothing; a rehearsal leaves nothing to be remembered. */
  private lookAt(call: Call, presented: Presented, purpose: Purpose): Awaitable<Verified> {
    const key = verdictKey(presented);
    const known = this.authenticator.recall(key);
    if (known !== undefined) return known;
    if (purpose !== 'reconsider') this.failedCalls.requireRoom(call.clientAddress);
    return purpose === 'rehearse'
      ? this.authenticator.authenticateAnew(presented)
      : this.authenticator.authenticate(presented, key);
  }

  private requirePossession(
    { call, purpose }: Run,
    presented: Presented,
    verified: Verified,
  ): Awaitable<Verified> {
    const proved = this.possession.check(call, presented, verified, purpose === 'decide');
    return proved instanceof Promise ? proved.then(() => verified) : verified;
  }
}

function newRun(call: Call, policy: Policy, purpose: Purpose): Run {
  return { call, policy, purpose, check: 'presented', verified: null };
}

/** The last word is the limits'. */
function decided(verified: Verified, limits: readonly MeterReading[]): Decision {
  const error = limitRefusal(limits);
  return error === null
    ? { outcome: 'allowed', principal: verified.principal, verified, limits }
    : { outcome: 'refused', error, failed: 'limit', verified, limits };
}

/** What was shown is no good: charged to who sent it. To show nothing is no failure. */
function isWrongCredential(check: CheckName, { code, status }: AppError): boolean {
  if (check !== 'presented' && check !== 'verified') return false;
  return (status === 401 || status === 400) && code !== 'credential_missing';
}

function secondsSince(startedMs: number): number {
  return (performance.now() - startedMs) / 1000;
}
