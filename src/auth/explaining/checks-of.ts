import { CHECKS, type CheckName } from '../../kernel/check.js';
import type { Verified } from '../../kernel/decision.js';
import type { Policy } from '../../kernel/policy.js';
import { timestamp } from '../../kernel/timestamp.js';
import type { DecisionRecord } from './decision-record.js';

/** `not_needed`: the policy or the credential asks for nothing here. */
export type CheckResult = 'passed' | 'failed' | 'not_needed' | 'not_reached';

/** One check of a decision, told afterwards. */
export interface CheckReport {
  readonly check: CheckName;
  readonly result: CheckResult;
  /** What was needed, and what was held. */
  readonly text: string;
}

type Facts = Pick<
  DecisionRecord,
  'policy' | 'failed' | 'refusal' | 'verified' | 'limits' | 'clientAddress'
>;
type Told = readonly ['passed' | 'not_needed', string];
type Teller = (facts: Facts, policy: Policy, verified: Verified) => Told;

const NOT_REACHED = 'Not looked at: an earlier check was not passed.';

/**
 * The checks of a decision, in the order in which they are made. Derived when somebody asks, from what
 * the decision rested on: a check before the one that failed was passed, or there was nothing to check.
 */
export function checksOf(facts: Facts): CheckReport[] {
  const failedAt = facts.failed === null ? CHECKS.length : CHECKS.indexOf(facts.failed);
  return CHECKS.map((check, position) => {
    if (position > failedAt) return { check, result: 'not_reached', text: NOT_REACHED };
    if (position === failedAt) {
      return { check, result: 'failed', text: facts.refusal?.detail ?? 'It could not be made.' };
    }
    const [result, text] = told(check, facts);
    return { check, result, text };
  });
}

function told(check: CheckName, facts: Facts): Told {
  const { policy, verified } = facts;
  if (verified !== null) return TELLERS[check](facts, policy, verified);
  // Of a credential that was not proved nothing is known but that there was one.
  return ['passed', 'The request shows one credential.'];
}

const TELLERS: Readonly<Record<CheckName, Teller>> = {
  presented: (_facts, policy, { principal }) =>
    principal.kind === 'anonymous'
      ? ['not_needed', `Nothing was shown, and ${policy.name} takes calls without a credential.`]
      : ['passed', 'The request shows one credential.'],

  verified: (_facts, _policy, { principal }) => {
    const { kind, credentialId, expiresAt } = principal;
    if (kind === 'anonymous') return ['not_needed', 'There is no credential to verify.'];
    const until = expiresAt === null ? 'without an end' : `until ${timestamp(expiresAt)}`;
    return ['passed', `The ${kind} ${credentialId ?? ''} is good, ${until}.`];
  },

  kind: (_facts, policy, { principal }) =>
    principal.kind === 'anonymous'
      ? ['not_needed', 'There is no credential to be of a kind.']
      : ['passed', `Accepted: ${listed([...policy.accept])}. Shown: ${principal.kind}.`],

  audience: (_facts, policy, { audiences }) =>
    audiences === null
      ? ['not_needed', 'A credential of this kind names no audience.']
      : ['passed', `Needed: ${policy.audience}. The token names: ${listed(audiences)}.`],

  api_grant: (_facts, policy, { principal }) =>
    policy.access === 'all'
      ? ['not_needed', `Every app may call ${policy.name}.`]
      : ['passed', `${policy.name} is granted to the app ${principal.appId ?? ''}.`],

  address: ({ clientAddress }, _policy, { ipAllowlist }) =>
    ipAllowlist === null
      ? ['not_needed', 'The credential may be used from any address.']
      : ['passed', `The credential may be used from ${clientAddress ?? 'the address'}.`],

  origin: (_facts, _policy, { originAllowlist }) =>
    originAllowlist === null
      ? ['not_needed', 'The credential may be used from any origin.']
      : ['passed', 'The credential may be used from the origin of the request.'],

  role: (_facts, policy, { principal }) => {
    if (policy.roles.length === 0) return ['not_needed', 'No role is needed.'];
    if (principal.kind !== 'login_token' && policy.loginStandsForScopes) {
      return ['not_needed', 'Roles are needed of sign-ins only; this credential needs a scope.'];
    }
    return ['passed', `Needed: ${policy.roles.join(' or ')}. Held: ${listed(principal.roles)}.`];
  },

  scope: (_facts, policy, { principal }) => {
    if (policy.scopes.length === 0) return ['not_needed', 'No scope is needed.'];
    if (principal.kind === 'login_token' && policy.loginStandsForScopes) {
      return ['not_needed', 'The sign-in stands for the scope.'];
    }
    return ['passed', `Needed: ${policy.scopes.join(' ')}. Held: ${heldScopes(principal.scopes)}.`];
  },

  limit: ({ limits }) =>
    limits.length === 0
      ? ['not_needed', 'No limit applied to this call.']
      : ['passed', limits.map(leftOf).join(' ')],
};

function leftOf({ name, remaining, limit, windowSeconds }: Facts['limits'][number]): string {
  return `${name}: ${remaining} of ${limit} calls in ${windowSeconds} s left.`;
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'none' : names.join(', ');
}

function heldScopes(scopes: readonly string[]): string {
  return scopes.length === 0 ? 'none' : scopes.join(' ');
}
