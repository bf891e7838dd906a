import { SIGN_IN_SCOPES } from '../../kernel/scopes.js';
import type { ApiScope } from '../../modules/protected-apis/index.js';

/** The scopes of the administration, as a consent page shows them. `admin:*` stands for all of them. */
export const ADMIN_SCOPES: readonly ApiScope[] = [
  { name: 'admin:*', description: 'Administer everything on this server' },
  { name: 'admin:users', description: 'Create, change and remove users' },
  { name: 'admin:apps', description: 'Create, change and remove apps' },
  { name: 'admin:api-keys', description: 'Issue, rotate and revoke API keys' },
  { name: 'admin:access-keys', description: 'Issue, rotate and revoke access keys' },
  { name: 'admin:oauth-clients', description: 'Register and change OAuth clients' },
  { name: 'admin:tokens', description: 'End all tokens and sign-in sessions' },
  { name: 'admin:apis', description: 'Change which APIs are protected, and how' },
];

/**
 * Whether no protected API may define a scope of this name: it would be granted, or would open the
 * administration, without anybody's having meant that API.
 */
export function isReservedScope(name: string): boolean {
  return name.startsWith('admin:') || SIGN_IN_SCOPES.has(name);
}
