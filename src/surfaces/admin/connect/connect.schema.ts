import { z } from 'zod';
import type { Block } from './block.js';
import { PROXIES, type Proxy } from './blocks.js';

/** `GET /admin/apis/{api_id}/connect?proxy=…` */
export const connectQuerySchema = z.strictObject({
  proxy: z
    .enum(PROXIES, { error: `must be one of ${PROXIES.join(', ')}` })
    .meta({ description: 'The proxy that stands before the API.' }),
});
export type ConnectQuery = z.output<typeof connectQuerySchema>;

export const connectionBlockSchema = z.object({
  proxy: z.enum(PROXIES),
  config: z.string().meta({ description: 'The configuration, complete for this API.' }),
  files: z
    .array(z.object({ name: z.string(), content: z.string() }))
    .meta({ description: 'Files that the configuration names; none for most proxies.' }),
  notes: z.array(z.string()).meta({ description: 'What the operator has to set or to know.' }),
});
export type ConnectionBlock = z.output<typeof connectionBlockSchema>;

export function toConnectionBlock(proxy: Proxy, { config, files, notes }: Block): ConnectionBlock {
  return { proxy, config, files: [...files], notes: [...notes] };
}
