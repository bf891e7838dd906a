import type { TFunction } from 'i18next';
import { curlOf } from '../../components/curl';
import { settings } from '../../settings';
import { callOf } from './admin-steps';
import type { Step } from './checklist';
import type { ConsumerProgress } from './first-steps';

/** From the catalogue to a call that was let in. */
export function consumerSteps(t: TFunction<'home'>, progress: ConsumerProgress): readonly Step[] {
  const { apis, hasKey, isProven } = progress;
  const [first] = apis;
  const texts = (name: 'browse' | 'ownKey' | 'ownCall') => ({
    name,
    title: t(`steps.${name}.title`),
    text: t(`steps.${name}.text`),
    action: t(`steps.${name}.action`),
  });
  return [
    {
      ...texts('browse'),
      // There is nothing to do but to look: whoever has a key has looked.
      isDone: hasKey,
      to: '/apis',
      command: curlOf({ method: 'GET', path: '/account/apis' }),
    },
    {
      ...texts('ownKey'),
      isDone: hasKey,
      to: '/keys',
      search: { create: true },
      command: curlOf({
        method: 'POST',
        path: '/account/apps/$APP_ID/api-keys',
        body: { name: 'my key' },
      }),
    },
    {
      ...texts('ownCall'),
      isDone: isProven,
      to: first === undefined ? '/keys' : `/apis/${first.id}`,
      ...(first === undefined ? {} : { search: { tab: 'try' as const } }),
      command: callOf(first === undefined ? `${settings.publicUrl}/credential` : `${first.url}/`),
    },
  ];
}
