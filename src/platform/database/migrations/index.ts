import { InitialSchema1795132800000 } from './1795132800000-initial-schema.js';

/** All migrations, oldest first. One that has been released is never changed again. */
export const MIGRATIONS = [InitialSchema1795132800000] as const;
