import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import type { CredentialHolder, ErrorCode } from '../kernel/errors/index.js';
import type { Verified } from '../kernel/decision.js';
import type { Policy } from '../kernel/policy.js';
import type { Principal, PrincipalKind } from '../kernel/principal.js';
import { type Counted, CredentialUses, UsageCounter } from '../modules/usage/index.js';
import type { Call } from './call.js';
import { type DecisionObserver, DecisionObservers } from './decision-observers.js';
import type { Decision } from './decision.js';

/**
 * Counts every decision, and notes which credentials were used. A credential that was good is used, also
 * where it was refused for what it asked for; one that was not verified is counted as nobody's, unless
 * its holder is known to have proved to hold it.
 */
@Injectable()
export class UsageRecording implements OnModuleInit, DecisionObserver {
  /** What allowed calls are counted under: most credentials call one API. */
  private readonly allowed = new WeakMap<Verified, Counted>();

  constructor(
    private readonly observers: DecisionObservers,
    private readonly counter: UsageCounter,
    private readonly uses: CredentialUses,
    private readonly adapter: HttpAdapterHost,
  ) {}

  onModuleInit(): void {
    this.observers.add(this);
    // When the last request is answered, and before the database is closed. Nest's own hooks are too early.
    this.adapter.httpAdapter.getInstance<FastifyInstance>().addHook('onClose', async () => {
      await Promise.all([this.counter.stop(), this.uses.stop()]);
    });
  }

  decided(call: Call, policy: Policy, decision: Decision): void {
    const { verified } = decision;
    if (decision.outcome === 'allowed') this.countAllowed(policy, decision.verified);
    else this.count(policy, verified, decision.error.code, decision.error.holder);
    if (verified !== null) this.used(call, verified);
  }

  failed(_call: Call, policy: Policy): void {
    this.count(policy, null, 'unavailable');
  }

  /** An allowed call came to nothing behind the gateway: counted once more, under the reason. */
  failedUpstream(policy: Policy, verified: Verified, code: ErrorCode): void {
    this.count(policy, verified, code);
  }

  /** A login token is its person's own: the list of sign-ins says when that was last used. */
  used(call: Call, { principal: { kind, credentialId }, lineage }: Verified): void {
    if (credentialId === null || kind === 'login_token') return;
    this.uses.note(credentialId, lineage?.secret ?? null, () => ({
      clientAddress: call.clientAddress,
      userAgent: call.headers.first('user-agent'),
    }));
  }

  private countAllowed(policy: Policy, verified: Verified): void {
    let counted = this.allowed.get(verified);
    if (counted?.apiId !== policy.id) {
      counted = countedUnder(policy, verified.principal, verified.principal.kind, 'allowed');
      this.allowed.set(verified, counted);
    }
    this.counter.count(counted);
  }

  private count(
    policy: Policy,
    verified: Verified | null,
    code: ErrorCode | 'allowed',
    holder: CredentialHolder | null = null,
  ): void {
    const principal = verified?.principal;
    this.counter.count(countedUnder(policy, principal ?? holder, principal?.kind ?? '', code));
  }
}

function countedUnder(
  { id: apiId }: Policy,
  who: Pick<CredentialHolder, 'appId' | 'credentialId'> | Principal | null,
  kind: PrincipalKind | '',
  code: ErrorCode | 'allowed',
): Counted {
  return { apiId, appId: who?.appId ?? '', credentialId: who?.credentialId ?? '', kind, code };
}
