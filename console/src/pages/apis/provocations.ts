import { settings } from '../../settings';
import type { ProtectedApi } from './api-data';
import { withThrowAwayKey } from './throw-away-key';
import { sendTried, type TriedAnswer, type TriedCall } from './tried-call';

const PROVOCATIONS = ['none', 'badKey', 'scope', 'address', 'limit'] as const;
export type Provocation = (typeof PROVOCATIONS)[number];

/** From the documentation's addresses (RFC 5737): nobody calls from there. */
const NOWHERE = '192.0.2.1/32';
const MOST_CALLS = 5;

/** The refusals that the API can be made to give as it is set now. */
export function possibleProvocations(api: ProtectedApi): readonly Provocation[] {
  const takesKeys = api.accept.includes('api_key');
  return PROVOCATIONS.filter((one) => {
    if (one === 'none') return api.anonymous === null;
    if (one === 'badKey') return true;
    if (one === 'scope') return takesKeys && scopedCall(api) !== null;
    return takesKeys;
  });
}

/** Brings a refusal about at the API itself. @returns the answer that the consumer gets */
export function provoke(
  api: ProtectedApi,
  provocation: Provocation,
  call: TriedCall,
): Promise<TriedAnswer> {
  const withKey = (key: string) => sendTried(call, { 'X-API-Key': key });
  switch (provocation) {
    case 'none':
      return sendTried(call, {});
    case 'badKey':
      return withKey(`${settings.keyPrefix}_live_${'x'.repeat(49)}`);
    case 'scope':
      return withThrowAwayKey(api, { scopes: [] }, (key) =>
        sendTried({ ...call, ...scopedCall(api) }, { 'X-API-Key': key }),
      );
    case 'address':
      return withThrowAwayKey(api, { ip_allowlist: [NOWHERE] }, withKey);
    case 'limit':
      return withThrowAwayKey(api, { rate_limit: { limit: 1, window_seconds: 60 } }, (key) =>
        untilLimited(() => withKey(key)),
      );
  }
}

async function untilLimited(send: () => Promise<TriedAnswer>): Promise<TriedAnswer> {
  let tried = await send();
  for (let sent = 1; tried.answer.status !== 429 && sent < MOST_CALLS; sent += 1) {
    tried = await send();
  }
  return tried;
}

/** A call that some rule wants a scope of a key for; null where none does. */
function scopedCall(api: ProtectedApi): Pick<TriedCall, 'method' | 'path'> | null {
  const rule = api.routes.find(
    ({ scopes = [], accept }) => scopes.length > 0 && (accept?.includes('api_key') ?? true),
  );
  if (rule === undefined) return null;
  const [method = 'GET'] = rule.methods;
  return { method: method === '*' ? 'GET' : method, path: samplePath(api, rule.path) };
}

/** A path that a pattern matches; patterns are written with the prefix or without. */
function samplePath({ path_prefix: prefix }: ProtectedApi, pattern: string): string {
  const isWhole = pattern === prefix || pattern.startsWith(`${prefix}/`);
  const below = isWhole ? pattern.slice(prefix.length) : pattern;
  const segments = below
    .split('/')
    .filter((segment) => segment !== '' && segment !== '**')
    .map((segment) => (segment === '*' || segment.startsWith('{') ? '1' : segment));
  return [prefix, ...segments].join('/');
}
