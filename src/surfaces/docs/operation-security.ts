import type { SecurityRequirementObject } from '@nestjs/swagger';
import type { Policy } from '../../kernel/policy.js';
import type { CredentialKind } from '../../kernel/principal.js';
import type { SecuritySchemeName } from './security-schemes.js';

const SCHEMES: Record<CredentialKind, readonly SecuritySchemeName[]> = {
  api_key: ['api_key', 'api_key_bearer'],
  access_token: ['oauth2'],
  login_token: ['login_token'],
  app_token: ['signed_token'],
  person_token: ['signed_token'],
};

/**
 * The alternatives of which a caller needs one, read from the policy that the guard executes. Only
 * OAuth schemes may name scopes here; `needsOf` says in words what the others need.
 */
export function requirementsOf(policy: Policy): SecurityRequirementObject[] {
  const names = new Set([...policy.accept].flatMap((kind) => SCHEMES[kind]));
  if (policy.accept.has('api_key') && policy.queryKeyNames.length > 0) names.add('api_key_query');
  const requirements = [...names].map((name) => ({
    [name]: name === 'oauth2' ? [...policy.scopes] : [],
  }));
  return policy.anonymous === null ? requirements : [...requirements, {}];
}

/** One sentence on the scopes and roles that a call needs, or null. */
export function needsOf(policy: Policy): string | null {
  const scopes = policy.scopes.map((scope) => `\`${scope}\``).join(' and ');
  const roles = policy.roles.map((role) => `\`${role}\``).join(' or ');
  if (scopes === '' && roles === '') return null;
  if (roles === '') return `Needs the scope ${scopes}.`;
  if (scopes === '') return `Needs the role ${roles}.`;
  return policy.loginStandsForScopes
    ? `Needs the scope ${scopes}; a login token needs the role ${roles} instead.`
    : `Needs the scope ${scopes} and the role ${roles}.`;
}
