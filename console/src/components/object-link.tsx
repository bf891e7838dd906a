import { Anchor, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMe } from '../api/me';
import { useObjectName } from '../api/object-name';

/** Where the page of an object is, by what its id begins with. */
const PLACES: Readonly<Record<string, { path: string; adminOnly: boolean }>> = {
  app: { path: '/apps/', adminOnly: false },
  api: { path: '/apis/', adminOnly: false },
  usr: { path: '/users/', adminOnly: true },
  req: { path: '/explain/', adminOnly: false },
};

/** All callers without a credential, and this server's own API: ids that are no objects. */
const WITHOUT_PAGE = { app_anonymous: 'anonymous', ostiary: 'product' } as const;

/** The name of an object, else its id; leads to its page where the person may see that. */
export function ObjectLink({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { isAdmin } = useMe();
  const name = useObjectName(id);
  const special = WITHOUT_PAGE[id as keyof typeof WITHOUT_PAGE] as
    (typeof WITHOUT_PAGE)[keyof typeof WITHOUT_PAGE] | undefined;
  if (special !== undefined) return <span>{t(special)}</span>;
  const look =
    name === undefined
      ? ({ size: 'xs', ff: 'monospace', className: 'breakable' } as const)
      : ({ size: 'sm', className: 'breakable', title: id } as const);
  const place = PLACES[id.split('_', 1)[0] ?? ''];
  if (place === undefined || (place.adminOnly && !isAdmin)) {
    return (
      <Text span {...look}>
        {name ?? id}
      </Text>
    );
  }
  return (
    <Anchor component={Link} to={`${place.path}${id}`} {...look}>
      {name ?? id}
    </Anchor>
  );
}
