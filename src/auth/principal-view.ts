import type { Principal } from '../kernel/principal.js';

/** A principal as JSON shows it (contract §3): snake case, times in RFC 3339. */
export interface PrincipalView {
  readonly kind: string;
  readonly subject: string;
  readonly app_id: string | null;
  readonly credential_id: string | null;
  readonly scopes: readonly string[];
  readonly roles: readonly string[];
  readonly groups: readonly string[];
  readonly expires_at: string | null;
}

export function viewOfPrincipal(principal: Principal): PrincipalView {
  return {
    kind: principal.kind,
    subject: principal.subject,
    app_id: principal.appId,
    credential_id: principal.credentialId,
    scopes: principal.scopes,
    roles: principal.roles,
    groups: principal.groups,
    expires_at: principal.expiresAt === null ? null : new Date(principal.expiresAt).toISOString(),
  };
}
