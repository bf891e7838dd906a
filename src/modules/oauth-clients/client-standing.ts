import type { ClientStanding } from './oauth-client.js';
import type { ClientWithHolder } from './oauth-clients.repository.js';

export function standingOf(found: ClientWithHolder | null): ClientStanding | null {
  if (found === null) return null;
  const { client, appName, ownerId, appDisabledAt, ownerDisabledAt } = found;
  return {
    client,
    appName,
    ownerId,
    active: client.disabledAt === null && appDisabledAt === null && ownerDisabledAt === null,
  };
}
