import type { TFunction } from 'i18next';
import { curlOf } from '../../components/curl';
import { settings } from '../../settings';
import type { Step } from './checklist';
import type { AdminProgress } from './first-steps';

/** From an API of one's own to a call that proves that it is protected. */
export function adminSteps(t: TFunction<'home'>, progress: AdminProgress): readonly Step[] {
  const { api, hasKey, isConnected, isProven } = progress;
  const id = api?.id ?? '$API_ID';
  const tabOf = (tab: string) =>
    api === null ? { to: '/apis' } : { to: `/apis/${id}`, search: { tab } };
  const texts = (name: 'api' | 'key' | 'connect' | 'call') => ({
    name,
    title: t(`steps.${name}.title`),
    text: t(`steps.${name}.text`),
    action: t(`steps.${name}.action`),
  });
  return [
    {
      ...texts('api'),
      isDone: api !== null,
      to: '/apis/new',
      command: curlOf({
        method: 'POST',
        path: '/admin/apis',
        body: { name: 'orders', path_prefix: '/orders', upstream: 'http://127.0.0.1:8080' },
      }),
    },
    {
      ...texts('key'),
      isDone: hasKey,
      to: '/keys',
      search: { create: true },
      command: curlOf({
        method: 'POST',
        path: '/admin/apps/$APP_ID/api-keys',
        body: { name: 'my key' },
      }),
    },
    {
      ...texts('connect'),
      isDone: isConnected,
      ...tabOf('connect'),
      command: curlOf({ method: 'GET', path: `/admin/apis/${id}/connect?proxy=nginx` }),
    },
    {
      ...texts('call'),
      isDone: isProven,
      ...tabOf('try'),
      command: callOf(addressOf(api)),
    },
  ];
}

/** A call as a consumer makes it. */
export function callOf(url: string): string {
  return `curl -i -H "X-API-Key: $KEY" '${url}'`;
}

function addressOf(api: AdminProgress['api']): string {
  const { origin, protocol } = new URL(settings.publicUrl);
  if (api === null) return `${origin}/orders/`;
  const start = api.host === null ? origin : `${protocol}//${api.host}`;
  return `${start}${api.path_prefix === '/' ? '' : api.path_prefix}/`;
}
