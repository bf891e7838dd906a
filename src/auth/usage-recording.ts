import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import type { CredentialHolder, ErrorCode } from '../kernel/errors/index.js';
import type { Verified } from '../kernel/decision.js';
import type { Policy } from '../kernel/policy.js';
import type { Principal, PrincipalKind } from '../kernel/principal.js';
import { type Counted, CredentialUses, UsageCounter } from '../modules/usage/index.js';
import { Clock } from '../platform/clock.js';
import type { Call } from './call.js';
import { type DecisionObserver, DecisionObservers } from './decision-observers.js';
import type { Decision } from './decision.js';

const MINUTE_MS = 60_000;

interface Standing {
  readonly counted: Counted;
  /** In which its use was noted last. */
  minute: number;
}

/**
 * Counts every decision, and notes which credentials were used. A credential that was good is used, also
 * where it was refused for what it asked for; one that was not verified is counted as nobody's, unless
 * its holder is known to have proved to hold it.
 */
@Injectable()
export class UsageRecording implements OnModuleInit, DecisionObserver {
  /** What allowed calls come to: most credentials call one API. */
  private readonly standing = new WeakMap<Verified, Standing>();

  constructor(
    private readonly observers: DecisionObservers,
    private readonly counter: UsageCounter,
    private readonly uses: CredentialUses,
    private readonly clock: Clock,
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
    if (decision.outcome === 'allowed') {
      this.allowed(call, policy, decision.verified);
      return;
    }
    const { verified, error } = decision;
    this.count(policy, verified, error.code, error.holder);
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

  /** What a credential's calls have in common is worked out once, and its use noted once in a minute, which is as exact as uses are kept. */
  private allowed(call: Call, policy: Policy, verified: Verified): void {
    let standing = this.standing.get(verified);
    if (standing?.counted.apiId !== policy.id) {
      const { principal } = verified;
      const counted = countedUnder(policy, principal, principal.kind, 'allowed');
      standing = { counted, minute: standing?.minute ?? -1 };
      this.standing.set(verified, standing);
    }
    this.counter.count(standing.counted);
    const minute = Math.floor(this.clock.now() / MINUTE_MS);
    if (standing.minute === minute) return;
    standing.minute = minute;
    this.used(call, verified);
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
