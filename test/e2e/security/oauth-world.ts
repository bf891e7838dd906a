import { beforeAll } from 'vitest';
import { Parties } from './oauth-parties.js';
import { world } from './shared-world.js';

/** Who takes part in OAuth at the shared server. */
export let parties: Parties;

beforeAll(async () => {
  parties = await Parties.gather(world);
});

export { world };
