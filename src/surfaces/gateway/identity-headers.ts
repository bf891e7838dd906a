import type { Principal } from '../../kernel/principal.js';

/** Names under which upstreams are told who calls; a caller's own copy never passes. */
const IDENTITY_NAMES = new Set([
  'remote-user',
  'x-remote-user',
  'x-user',
  'x-webauth-user',
  'x-forwarded-user',
  'x-forwarded-email',
  'x-forwarded-groups',
  'x-forwarded-preferred-username',
  'x-forwarded-access-token',
]);

/** Whether a header could tell an upstream who calls, in any spelling that an upstream may fold. */
export function isIdentityHeader(name: string): boolean {
  const folded = name.toLowerCase().replaceAll('_', '-').trim();
  return folded.startsWith('x-auth-') || IDENTITY_NAMES.has(folded);
}

/** The identity headers of contract §7. Lists are separated by commas, scopes by spaces. */
export function identityHeaders(principal: Principal): Record<string, string> {
  const headers: Record<string, string> = {
    'x-auth-kind': principal.kind,
    'x-auth-subject': headerText(principal.subject),
    'x-auth-scopes': principal.scopes.join(' '),
    'x-auth-roles': principal.roles.map(listItem).join(','),
    'x-auth-groups': principal.groups.map(listItem).join(','),
  };
  if (principal.appId !== null) headers['x-auth-app'] = headerText(principal.appId);
  if (principal.credentialId !== null) {
    headers['x-auth-credential'] = headerText(principal.credentialId);
  }
  return headers;
}

/** Percent-encodes (as UTF-8) whatever is not a visible ASCII character, and the percent sign. */
function headerText(text: string): string {
  return text.replace(/[^\x21-\x24\x26-\x7e]/gu, encodeURIComponent);
}

function listItem(text: string): string {
  return headerText(text).replaceAll(',', '%2C');
}
