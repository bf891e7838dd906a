import { Injectable } from '@nestjs/common';
import {
  type Call,
  type CheckReport,
  checksOf,
  type Decision,
  Doorkeeper,
} from '../../../auth/index.js';
import { AppError, docUrlOf, ERROR_TABLE } from '../../../kernel/errors/index.js';
import { HeaderLines } from '../../../kernel/header-lines.js';
import type { Policy } from '../../../kernel/policy.js';
import { AppConfig } from '../../../platform/config/index.js';
import { toRfc3339 } from '../../../platform/http/index.js';
import { Clock } from '../../../platform/clock.js';
import { type CallTarget, CallTargets } from './call-targets.js';
import { type NamedUrl, readUrl } from './named-url.js';
import type { Finding, PastedCall } from './pasted-call.js';
import { readPasted } from './read-pasted.js';

/** What would become of a pasted call. */
export interface Diagnosis {
  readonly verdict:
    'would be allowed' | 'would be refused' | 'needs no credential' | 'not looked at';
  readonly status: number | null;
  readonly code: string | null;
  readonly title: string | null;
  readonly detail: string | null;
  readonly hint: string | null;
  readonly doc_url: string | null;
  readonly api: { readonly id: string; readonly name: string } | null;
  readonly checks: readonly CheckReport[];
  readonly findings: readonly Finding[];
  readonly server_time: string;
}

/** Who asks: where the call would come from, as far as that matters. */
export type Sender = Pick<Call, 'clientAddress' | 'requestId' | 'connection'>;

type Outcome = Omit<Diagnosis, 'findings' | 'server_time'>;

const NOTHING_TOLD = {
  ...{ status: null, code: null, title: null, detail: null, hint: null, doc_url: null },
  ...{ api: null, checks: [] },
};

/**
 * Looks at a call that somebody pasted, with the code that would decide on it and leaving nothing
 * behind. Nobody learns more than by making the call.
 */
@Injectable()
export class Doctor {
  constructor(
    private readonly doorkeeper: Doorkeeper,
    private readonly targets: CallTargets,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError `invalid_request` for what is no call; what kept it from looking */
  async examine(text: string, sender: Sender): Promise<Diagnosis> {
    const pasted = readPasted(text);
    const url = this.urlOf(pasted);
    const outcome = await this.outcomeOf(pasted, url, sender);
    return {
      ...outcome,
      findings: [...pasted.findings, ...url.findings],
      server_time: toRfc3339(this.clock.now()),
    };
  }

  private urlOf({ url, rawHeaders }: PastedCall): NamedUrl {
    const at = rawHeaders.findIndex((name, i) => i % 2 === 0 && name.toLowerCase() === 'host');
    const host = at === -1 ? null : (rawHeaders[at + 1] ?? null);
    if (url !== null) return readUrl(url, host, this.config.publicUrl);
    const text =
      'No URL was named: only the credential was looked at, and not what an API asks of it.';
    return { host, target: '/', findings: [{ name: 'no_url', text }] };
  }

  private async outcomeOf(pasted: PastedCall, url: NamedUrl, sender: Sender): Promise<Outcome> {
    const { method } = pasted;
    const headers = HeaderLines.of(pasted.rawHeaders);
    const call: Call = { ...sender, method, target: url.target, host: url.host, headers };
    if (pasted.url === null) return this.decided(call, this.targets.anyApi);
    let target: CallTarget;
    try {
      target = await this.targets.find(method, url.host, url.target);
    } catch (error) {
      if (error instanceof AppError && error.status < 500) return this.refused(error, null);
      throw error;
    }
    if (target === 'public') return { ...NOTHING_TOLD, verdict: 'needs no credential' };
    if (target === 'oauth') {
      const detail = 'The endpoints of OAuth say themselves, in error_description, what is wrong.';
      return { ...NOTHING_TOLD, verdict: 'not looked at', detail };
    }
    if (target === 'nothing') return this.refused(new AppError('not_found'), null);
    return this.decided(call, target);
  }

  private async decided(call: Call, policy: Policy): Promise<Outcome> {
    const decision = await this.doorkeeper.rehearse(call, policy);
    const audience = decision.verified?.audiences?.[0];
    if (policy.id === 'any' && failedAt(decision) === 'audience' && audience !== undefined) {
      return this.decided(call, { ...policy, audience });
    }
    return this.told(call, policy, decision);
  }

  private told(call: Call, policy: Policy, decision: Decision): Outcome {
    const refused = decision.outcome === 'refused' ? decision : null;
    const checks = checksOf({
      policy,
      failed: refused?.failed ?? null,
      refusal: refused === null ? null : { ...refused.error, holder: null },
      verified: decision.verified,
      limits: [],
      clientAddress: call.clientAddress,
    });
    const api = policy.id === 'any' ? null : { id: policy.id, name: policy.name };
    if (refused !== null) return { ...this.refused(refused.error, api), checks };
    return { ...NOTHING_TOLD, verdict: 'would be allowed', api, checks };
  }

  /** @throws AppError `unavailable` and the like: nothing is known then */
  private refused(error: AppError, api: Outcome['api']): Outcome {
    if (error.status >= 500) throw error;
    const { code, status, detail, hint } = error;
    const title = ERROR_TABLE[code].title.en;
    const docUrl = docUrlOf(code, this.config.publicUrl);
    const told = { status, code, title, detail, hint, doc_url: docUrl };
    return { verdict: 'would be refused', ...told, api, checks: [] };
  }
}

function failedAt(decision: Decision): string | null {
  return decision.outcome === 'refused' ? decision.failed : null;
}
