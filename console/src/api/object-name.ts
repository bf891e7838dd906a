import { useQuery } from '@tanstack/react-query';
import { appsQuery } from './apps';
import { callableApisQuery } from './callable-apis';
import { useMe } from './me';
import { userNamesQuery } from './user-names';

/** Names change seldom, and the id stands beside them where it matters. */
const STALE_MS = 60_000;

/**
 * What an app, an API or a user is called, where the person may know.
 * @returns undefined while it is looked up, and for what is not among the first two hundred or is gone
 */
export function useObjectName(id: string): string | undefined {
  const { isAdmin } = useMe();
  const kind = id.split('_', 1)[0];
  const apps = useQuery({
    ...appsQuery(isAdmin),
    enabled: kind === 'app',
    staleTime: STALE_MS,
  });
  const apis = useQuery({
    ...callableApisQuery(isAdmin),
    enabled: kind === 'api',
    staleTime: STALE_MS,
  });
  const users = useQuery({
    ...userNamesQuery,
    enabled: kind === 'usr' && isAdmin,
    staleTime: STALE_MS,
  });
  const known = { app: apps.data, api: apis.data, usr: users.data }[kind ?? ''];
  return known?.find((each) => each.id === id)?.name;
}
