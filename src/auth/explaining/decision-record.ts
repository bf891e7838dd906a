import type { CheckName } from '../../kernel/check.js';
import type { Verified } from '../../kernel/decision.js';
import type { AppError, CredentialHolder, ErrorCode } from '../../kernel/errors/index.js';
import type { Policy } from '../../kernel/policy.js';
import { type Call, pathOf } from '../call.js';
import type { MeterReading } from '../meter.js';

/** Longer ones are cut: what is remembered is bounded, whatever callers send. */
export const LONGEST_PATH = 512;
export const LONGEST_USER_AGENT = 200;
/** A record without its texts. */
const RECORD_BYTES = 1024;

/** How a call was decided. `failed`: something that the decision needs was not there. */
export type DecisionOutcome = 'allowed' | 'refused' | 'failed';

/** What a refusal told its caller, without its stack and cause. */
export interface ToldRefusal {
  readonly code: ErrorCode;
  readonly detail: string;
  readonly hint: string | null;
  /** Whose credential it is, where it was refused after its possession was proved. */
  readonly holder: CredentialHolder | null;
}

/** How a call came to be allowed or not. */
export interface Decided {
  readonly outcome: DecisionOutcome;
  /** The check that was not passed; null for an allowed call. */
  readonly failed: CheckName | null;
  readonly refusal: ToldRefusal | null;
  readonly verified: Verified | null;
  readonly limits: readonly MeterReading[];
}

/** What is remembered of one decision. No header but the user agent, and nothing of the query. */
export interface DecisionRecord extends Decided {
  /** Later ones have higher numbers. */
  readonly position: number;
  readonly requestId: string;
  /** Epoch milliseconds. */
  readonly time: number;
  readonly method: string;
  /** Without the query, which may hold a key. */
  readonly path: string;
  readonly policy: Policy;
  readonly clientAddress: string | null;
  readonly userAgent: string | null;
  /** How long the decision took. */
  readonly seconds: number;
}

export function recordOf(
  call: Call,
  policy: Policy,
  decided: Decided,
  made: Pick<DecisionRecord, 'position' | 'time' | 'seconds'>,
): DecisionRecord {
  const userAgent = call.headers.first('user-agent');
  // Member by member: it is made for every call, and to spread the two costs more than all the rest.
  return {
    position: made.position,
    time: made.time,
    seconds: made.seconds,
    requestId: call.requestId,
    method: call.method,
    path: bounded(pathOf(call.target), LONGEST_PATH),
    policy,
    clientAddress: call.clientAddress,
    userAgent: userAgent === undefined ? null : bounded(userAgent, LONGEST_USER_AGENT),
    outcome: decided.outcome,
    failed: decided.failed,
    refusal: decided.refusal,
    verified: decided.verified,
    limits: decided.limits,
  };
}

export function toldBy({ code, detail, hint, holder, credentialId }: AppError): ToldRefusal {
  const known =
    credentialId === null ? null : { credentialId, appId: null, ownerId: null, subject: null };
  return { code, detail, hint, holder: holder ?? known };
}

/** An estimate in bytes, enough to bound what callers can make us keep. */
export function weightOf({ path, userAgent, refusal, verified }: DecisionRecord): number {
  let letters = path.length + (userAgent?.length ?? 0);
  if (refusal !== null) letters += refusal.detail.length + (refusal.hint?.length ?? 0);
  if (verified !== null) {
    const { roles, groups, subject } = verified.principal;
    letters += subject.length + lettersIn(roles) + lettersIn(groups);
  }
  return RECORD_BYTES + 2 * letters;
}

function lettersIn(texts: readonly string[]): number {
  let letters = 0;
  for (const text of texts) letters += text.length;
  return letters;
}

/** A copy where it is cut: a part of a long text would keep the whole in memory. */
export function bounded(text: string, longest: number): string {
  if (text.length <= longest) return text;
  return `${Buffer.from(text.slice(0, longest)).toString()}…`;
}
