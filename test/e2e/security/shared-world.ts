import { afterAll, beforeAll } from 'vitest';
import { World } from '../../harness/world.js';

/**
 * One server for all groups of cases that a spec file imports: starting one costs more than the cases
 * of a group. Groups keep apart by the path prefixes and names that they use.
 */
export let world: World;

/** A proxy that the server trusts. Calls come from 127.0.0.1, which it does not. */
export const TRUSTED_PROXY = '127.0.0.9';

beforeAll(async () => {
  const proxies = `${TRUSTED_PROXY}/32,10.9.0.0/16`;
  world = await World.open({ env: { OSTIARY_TRUSTED_PROXIES: proxies } });
});
afterAll(() => world.close());
