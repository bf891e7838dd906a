import { Anchor, List } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Facts } from '../../components/facts';
import { LimitsText } from '../../components/limits-text';
import { ObjectLink } from '../../components/object-link';
import { Standing } from '../../components/standing';
import { Time } from '../../components/time';
import { settings } from '../../settings';
import { LastUsed } from '../keys/last-used';
import type { OAuthClient } from './client-data';
import { LINK_NAMES } from './client-draft';

/** What a client was registered with. */
export function ClientFacts({ client }: { readonly client: OAuthClient }) {
  const { t } = useTranslation(['clients', 'common']);
  const further = client.further_limits;
  const links = LINK_NAMES.flatMap((name): [string, ReactNode][] => {
    const url = client[name];
    if (url === null) return [];
    const link = (
      <Anchor href={url} target="_blank" rel="noreferrer" size="sm">
        {url}
      </Anchor>
    );
    return [[t(`links.${name}`), link]];
  });
  return (
    <Facts
      facts={[
        [t('clientId'), <code key="id">{client.client_id}</code>],
        [t('issuer'), <code key="issuer">{settings.publicUrl}</code>],
        [t('kind'), t(`kinds.${client.kind}`)],
        [t('state'), <Standing key="state" enabled={client.enabled} />],
        [t('app'), <ObjectLink key="app" id={client.app_id} />],
        ...(client.kind === 'machine' ? [] : uriFacts(client, t('redirectUris'), t('none'))),
        ...(client.post_logout_redirect_uris.length === 0
          ? []
          : [[t('postLogoutUris'), listed(client.post_logout_redirect_uris)] as const]),
        [t('grants'), client.grant_types.map((grant) => grant.split(':').at(-1)).join(', ')],
        [t('method'), t(`methods.${client.token_endpoint_auth_method}`)],
        [t('requirePkce'), t(client.require_pkce ? 'common:yes' : 'common:no')],
        [t('scopes'), client.scope === '' ? t('none') : client.scope],
        ...(client.machine_scope === null
          ? []
          : [[t('machineScopes'), client.machine_scope || t('none')] as const]),
        [t('resources'), client.resources === null ? t('anyApi') : client.resources.join(', ')],
        [t('dpop'), t(client.dpop_bound_access_tokens ? 'common:yes' : 'common:no')],
        [t('pushed'), t(client.require_pushed_authorization_requests ? 'common:yes' : 'common:no')],
        [t('introspection'), t(client.introspection === 'any' ? 'common:yes' : 'common:no')],
        [t('common:limits'), <LimitsText key="limits" {...client} />],
        ...(further === null
          ? []
          : [
              [
                t(further.set_by === 'admin' ? 'limitsOfAdmin' : 'limitsOfOwner'),
                <LimitsText key="further" {...further} />,
              ] as const,
            ]),
        ...links,
        [t('created'), <Time key="created" at={client.created_at} />],
        [t('changed'), <Time key="changed" at={client.updated_at} />],
        [t('lastUsed'), <LastUsed key="used" use={client.last_used} />],
      ]}
    />
  );
}

function uriFacts({ redirect_uris: uris }: OAuthClient, label: string, none: string) {
  return [[label, uris.length === 0 ? none : listed(uris)] as const];
}

function listed(uris: readonly string[]) {
  return (
    <List listStyleType="none" size="sm">
      {uris.map((uri) => (
        <List.Item key={uri}>
          <code className="breakable">{uri}</code>
        </List.Item>
      ))}
    </List>
  );
}
