import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useMe } from '../api/me';

/** Where the page of an object is, by what its id begins with. */
const PLACES: Readonly<Record<string, { path: string; adminOnly: boolean }>> = {
  app: { path: '/apps/', adminOnly: false },
  api: { path: '/apis/', adminOnly: false },
  usr: { path: '/users/', adminOnly: true },
  req: { path: '/explain/', adminOnly: false },
};

/** An id that leads to its object, where the person may see that. */
export function ObjectLink({ id }: { readonly id: string }) {
  const { isAdmin } = useMe();
  const place = PLACES[id.split('_', 1)[0] ?? ''];
  if (place === undefined || (place.adminOnly && !isAdmin)) {
    return (
      <Text span size="xs" ff="monospace" className="breakable">
        {id}
      </Text>
    );
  }
  return (
    <Anchor
      component={Link}
      to={`${place.path}${id}`}
      size="xs"
      ff="monospace"
      className="breakable"
    >
      {id}
    </Anchor>
  );
}
