import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Verified } from '../kernel/decision.js';
import type { AppError, ErrorCode } from '../kernel/errors/index.js';
import type { Policy } from '../kernel/policy.js';
import { type Use, UsageRecorder } from '../modules/usage/index.js';
import { type Call, headerValues } from './call.js';
import { type DecisionObserver, DecisionObservers } from './decision-observers.js';
import type { Allowed, Decision } from './doorkeeper.js';

const LONGEST_USER_AGENT = 200;

/**
 * Keeps account of who called what. A call that proved nothing is counted under the API and the code
 * alone: what a stranger can invent never makes an entry of its own. A credential that was good, and
 * refused for what it was used for, was used all the same.
 */
@Injectable()
export class UsageAccounting implements OnModuleInit, DecisionObserver {
  constructor(
    private readonly observers: DecisionObservers,
    private readonly usage: UsageRecorder,
  ) {}

  onModuleInit(): void {
    this.observers.add(this);
  }

  decided(call: Call, policy: Policy, decision: Decision): void {
    const { verified } = decision;
    const code = decision.outcome === 'allowed' ? 'allowed' : decision.error.code;
    if (verified === null) {
      const error = decision.outcome === 'refused' ? decision.error : null;
      this.countUnverified(policy, code, error);
      return;
    }
    this.count(policy, code, verified);
    const { kind, credentialId } = verified.principal;
    if (credentialId === null || kind === 'login_token') return;
    this.usage.note(credentialId, verified.lineage?.secret ?? null, () => useBy(call));
  }

  failed(_call: Call, policy: Policy): void {
    this.countUnverified(policy, 'unavailable', null);
  }

  /** What became of a call after it was allowed, when its upstream did not answer. */
  countUpstreamFailure(policy: Policy, { verified }: Allowed, code: ErrorCode): void {
    this.count(policy, code, verified);
  }

  private count(policy: Policy, code: string, { principal }: Verified): void {
    const { kind, appId, credentialId } = principal;
    // Sign-ins come and go: they are counted together.
    const credential = kind === 'login_token' ? '' : (credentialId ?? '');
    this.usage.count(`${policy.id} ${appId ?? ''} ${credential} ${kind} ${code}`, () => ({
      ...{ apiId: policy.id, appId: appId ?? '', credentialId: credential, kind, code },
    }));
  }

  private countUnverified(policy: Policy, code: string, error: AppError | null): void {
    const appId = error?.holder?.appId ?? '';
    const credentialId = appId === '' ? '' : (error?.credentialId ?? '');
    this.usage.count(`${policy.id} ${appId} ${credentialId} none ${code}`, () => ({
      ...{ apiId: policy.id, appId, credentialId, kind: 'none', code },
    }));
  }
}

function useBy({ clientAddress, rawHeaders }: Call): Use {
  const [userAgent] = headerValues(rawHeaders, 'user-agent');
  return {
    address: clientAddress,
    userAgent:
      userAgent === undefined
        ? null
        : userAgent.replace(/[^\x20-\x7e]/g, '?').slice(0, LONGEST_USER_AGENT),
  };
}
