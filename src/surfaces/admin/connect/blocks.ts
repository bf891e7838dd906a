import { apacheBlock } from './apache.js';
import type { Block, BlockWriter } from './block.js';
import { caddyBlock } from './caddy.js';
import type { Connection } from './connection.js';
import { envoyBlock } from './envoy.js';
import { haproxyBlock } from './haproxy.js';
import { nginxBlock } from './nginx.js';
import { commonNotes } from './notes.js';
import { traefikBlock } from './traefik.js';

/** The proxies that a block can be written for. */
export const PROXIES = ['nginx', 'caddy', 'traefik', 'envoy', 'haproxy', 'apache'] as const;
export type Proxy = (typeof PROXIES)[number];

const WRITERS = {
  nginx: nginxBlock,
  caddy: caddyBlock,
  traefik: traefikBlock,
  envoy: envoyBlock,
  haproxy: haproxyBlock,
  apache: apacheBlock,
} satisfies Record<Proxy, BlockWriter>;

/** The block of one proxy, with everything that the operator has to know beside it. */
export function blockFor(proxy: Proxy, connection: Connection): Block {
  const block = WRITERS[proxy](connection);
  return { ...block, notes: [...commonNotes(connection), ...block.notes] };
}
