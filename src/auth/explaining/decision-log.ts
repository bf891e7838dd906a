import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { CheckName } from '../../kernel/check.js';
import type { Policy } from '../../kernel/policy.js';
import { Clock } from '../../platform/clock.js';
import { AppConfig } from '../../platform/config/index.js';
import { toAppError } from '../../platform/http/index.js';
import type { Call } from '../call.js';
import { type DecisionObserver, DecisionObservers } from '../decision-observers.js';
import type { Decision } from '../decision.js';
import { AllowedRing } from './allowed-ring.js';
import {
  type Decided,
  type DecisionRecord,
  recordOf,
  toldBy,
  weightOf,
} from './decision-record.js';
import { isOfUser } from './decision-access.js';
import { type DecisionReport, type FiledDecision, fileOf, holderOf } from './decision-report.js';
import { DecisionRing } from './decision-ring.js';
import { SharedDecisions } from './shared-decisions.js';

const MOST_REFUSED = 10_000;
const MOST_ALLOWED = 2_000;
const MOST_BYTES_REFUSED = 32 * 1024 * 1024;

/** Which decisions are asked for; what is absent does not matter. */
export interface DecisionFilter {
  readonly code?: string | undefined;
  readonly outcome?: string | undefined;
  readonly apiId?: string | undefined;
  readonly appId?: string | undefined;
  readonly credentialId?: string | undefined;
  /** All but those with this credential. */
  readonly exceptCredentialId?: string | undefined;
  /** Of one person: their own calls, and those of the apps that they own. */
  readonly userId?: string | undefined;
}

export interface DecisionPage {
  readonly items: DecisionReport[];
  readonly next: string | null;
}

/**
 * Remembers how recent calls were decided, to explain it afterwards. Refusals have a ring of their own:
 * a busy API would otherwise push out within seconds what people ask about.
 */
@Injectable()
export class DecisionLog implements OnModuleInit, DecisionObserver {
  private readonly refused = new DecisionRing<DecisionRecord>(MOST_REFUSED, MOST_BYTES_REFUSED);
  private readonly allowed = new AllowedRing(MOST_ALLOWED);
  private position: number;

  constructor(
    private readonly clock: Clock,
    private readonly config: AppConfig,
    private readonly observers: DecisionObservers,
    private readonly shared: SharedDecisions,
  ) {
    // Goes on rising over a restart, so that a cursor of before leads nowhere else.
    this.position = clock.now() * 1000;
  }

  onModuleInit(): void {
    this.observers.add(this);
  }

  decided(call: Call, policy: Policy, decision: Decision, seconds: number): void {
    if (decision.outcome === 'allowed') {
      this.allowed.add(call, policy, decision, this.made(seconds));
      return;
    }
    const { error, failed, verified, limits } = decision;
    const outcome = error.status >= 500 ? 'failed' : 'refused';
    this.keep(call, policy, { outcome, failed, refusal: toldBy(error), verified, limits }, seconds);
  }

  failed(call: Call, policy: Policy, check: CheckName, error: unknown, seconds: number): void {
    const refusal = toldBy(toAppError(error));
    const unknown = { verified: null, limits: [] };
    this.keep(call, policy, { outcome: 'failed', failed: check, refusal, ...unknown }, seconds);
  }

  /** The latest decision under that request id, here or elsewhere; null when nobody remembers it. */
  async find(requestId: string): Promise<FiledDecision | null> {
    return this.remembered(requestId) ?? (await this.shared.find(requestId));
  }

  private remembered(requestId: string): FiledDecision | null {
    for (const ring of [this.refused, this.allowed]) {
      for (const record of ring.newestFirst()) {
        if (record.requestId === requestId) return fileOf(record, this.config.publicUrl);
      }
    }
    return null;
  }

  /**
   * The newest decisions that pass the filter.
   *
   * @param before only those of lower positions; null: from the newest on
   * @returns `next`: the position to go on before; null: there are no more
   */
  page(filter: DecisionFilter, limit: number, before: number | null): DecisionPage {
    const found: DecisionRecord[] = [];
    for (const record of this.newestFirst(filter.outcome)) {
      if (before !== null && record.position >= before) continue;
      if (!passes(record, filter)) continue;
      if (found.length === limit) {
        return this.pageOf(found, String(found[limit - 1]?.position));
      }
      found.push(record);
    }
    return this.pageOf(found, null);
  }

  private pageOf(records: readonly DecisionRecord[], next: string | null): DecisionPage {
    return { items: records.map((record) => fileOf(record, this.config.publicUrl).report), next };
  }

  private keep(call: Call, policy: Policy, decided: Decided, seconds: number): void {
    const record = recordOf(call, policy, decided, this.made(seconds));
    this.refused.add(record, weightOf(record));
    this.shared.add(record);
  }

  private made(seconds: number): Pick<DecisionRecord, 'position' | 'time' | 'seconds'> {
    this.position += 1;
    return { position: this.position, time: this.clock.now(), seconds };
  }

  private *newestFirst(outcome: string | undefined): Generator<DecisionRecord> {
    const refused = outcome === 'allowed' ? empty() : this.refused.newestFirst();
    const allowed =
      outcome === undefined || outcome === 'allowed' ? this.allowed.newestFirst() : empty();
    let [left, right] = [refused.next(), allowed.next()];
    while (left.done !== true || right.done !== true) {
      if (
        right.done === true ||
        (left.done !== true && left.value.position > right.value.position)
      ) {
        yield left.value as DecisionRecord;
        left = refused.next();
      } else {
        yield right.value;
        right = allowed.next();
      }
    }
  }
}

function* empty(): Generator<DecisionRecord> {
  // Yields nothing.
}

function passes(record: DecisionRecord, filter: DecisionFilter): boolean {
  const { principal } = record.verified ?? {};
  const holder = record.refusal?.holder;
  const appId = principal?.appId ?? holder?.appId;
  const credentialId = principal?.credentialId ?? holder?.credentialId;
  return (
    (filter.code === undefined || record.refusal?.code === filter.code) &&
    (filter.outcome === undefined || record.outcome === filter.outcome) &&
    (filter.apiId === undefined || record.policy.id === filter.apiId) &&
    (filter.appId === undefined || appId === filter.appId) &&
    (filter.credentialId === undefined || credentialId === filter.credentialId) &&
    (filter.exceptCredentialId === undefined || credentialId !== filter.exceptCredentialId) &&
    (filter.userId === undefined || isOfPerson(record, filter.userId))
  );
}

function isOfPerson(record: DecisionRecord, userId: string): boolean {
  const holder = holderOf(record);
  return holder !== null && isOfUser(holder, userId);
}
