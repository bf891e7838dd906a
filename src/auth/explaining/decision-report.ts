import type { CheckName } from '../../kernel/check.js';
import { type CredentialHolder, docUrlOf, ERROR_TABLE } from '../../kernel/errors/index.js';
import type { PrincipalKind } from '../../kernel/principal.js';
import { timestamp } from '../../kernel/timestamp.js';
import { type CheckReport, checksOf } from './checks-of.js';
import type { DecisionOutcome, DecisionRecord } from './decision-record.js';

/** A decision as it is told: in the words of the public contract, with nothing secret in it. */
export interface DecisionReport {
  readonly request_id: string;
  readonly decided_at: string;
  readonly method: string;
  readonly path: string;
  readonly api: { readonly id: string; readonly name: string };
  readonly outcome: DecisionOutcome;
  readonly failed_check: CheckName | null;
  readonly code: string | null;
  readonly title: string | null;
  readonly detail: string | null;
  readonly hint: string | null;
  readonly doc_url: string | null;
  readonly kind: PrincipalKind | null;
  readonly app_id: string | null;
  readonly credential_id: string | null;
  readonly client_ip: string | null;
  readonly user_agent: string | null;
  readonly limits: readonly {
    readonly name: string;
    readonly limit: number;
    readonly remaining: number;
    readonly window_seconds: number;
    readonly reset_seconds: number;
  }[];
  readonly duration_ms: number;
  readonly checks: readonly CheckReport[];
}

/** Whose decision it was, as far as the caller had proved it. */
export interface ProvedHolder extends CredentialHolder {
  readonly kind: PrincipalKind | null;
}

/** A report, and whose it is. */
export interface FiledDecision {
  readonly report: DecisionReport;
  /** Null: no credential was proved. */
  readonly holder: ProvedHolder | null;
}

/** @param publicUrl without a trailing slash */
export function fileOf(record: DecisionRecord, publicUrl: string): FiledDecision {
  const { policy, refusal, verified } = record;
  const holder = holderOf(record);
  const report: DecisionReport = {
    request_id: record.requestId,
    decided_at: timestamp(record.time),
    method: record.method,
    path: withoutSecrets(record.path),
    api: { id: policy.id, name: policy.name },
    outcome: record.outcome,
    failed_check: record.failed,
    code: refusal?.code ?? null,
    title: refusal === null ? null : ERROR_TABLE[refusal.code].title.en,
    detail: refusal?.detail ?? null,
    hint: refusal?.hint ?? null,
    doc_url: refusal === null ? null : docUrlOf(refusal.code, publicUrl),
    kind: verified?.principal.kind ?? null,
    app_id: verified?.principal.appId ?? holder?.appId ?? null,
    credential_id: holder?.credentialId ?? null,
    client_ip: record.clientAddress,
    user_agent: record.userAgent === null ? null : withoutSecrets(record.userAgent),
    limits: record.limits.map((reading) => ({
      name: reading.name,
      limit: reading.limit,
      remaining: reading.remaining,
      window_seconds: reading.windowSeconds,
      reset_seconds: reading.resetSeconds,
    })),
    duration_ms: Math.round(record.seconds * 1_000_000) / 1000,
    checks: checksOf(record),
  };
  return { report, holder };
}

/** What people put into paths and names by mistake. */
const SECRETS =
  /[0-9A-Za-z]{2,20}_(?:live|test)_[0-9A-Za-z]{8,}|sk_[0-9A-Za-z]{16,}|eyJ[\w-]{6,}(?:\.[\w-]*){1,4}/g;

function withoutSecrets(text: string): string {
  return text.replace(SECRETS, '[redacted]');
}

/** Whose it was. Null: nobody proved anything; calls without a credential are no one's. */
export function holderOf({ verified, refusal }: DecisionRecord): ProvedHolder | null {
  if (verified === null) {
    return refusal === null || refusal.holder === null ? null : { ...refusal.holder, kind: null };
  }
  const { kind, credentialId, appId, subject } = verified.principal;
  if (kind === 'anonymous') return null;
  return { kind, credentialId, appId, ownerId: verified.ownerId, subject };
}
