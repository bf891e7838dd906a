import type { DataSource } from 'typeorm';
import { Setting } from '../setting.entity.js';
import { StartupError } from '../startup-error.js';
import type { Sealer } from './sealer.js';

const NAME = 'master_key_check';
const AAD = `settings:${NAME}`;
const KNOWN_TEXT = 'sealed with the master key of this installation';

/** The sealed known text, or null when this database has never been used with a master key. */
export async function readKeyCheck(dataSource: DataSource): Promise<string | null> {
  const runner = dataSource.createQueryRunner();
  try {
    if (!(await runner.hasTable('settings'))) return null;
  } finally {
    await runner.release();
  }
  const row = await dataSource.manager.findOneBy(Setting, { name: NAME });
  return row?.value ?? null;
}

/** @throws StartupError when the database was sealed with another key */
export function verifyKeyCheck(sealer: Sealer, check: string): void {
  try {
    if (sealer.open(check, AAD) === KNOWN_TEXT) return;
  } catch (error) {
    throw wrongKey(error);
  }
  throw wrongKey();
}

/**
 * Binds the database to the key, unless another instance was faster: its key then has to be the same.
 *
 * @throws StartupError when it is not
 */
export async function writeKeyCheck(dataSource: DataSource, sealer: Sealer): Promise<void> {
  await dataSource.manager
    .createQueryBuilder()
    .insert()
    .into(Setting)
    .values({ name: NAME, value: sealer.seal(KNOWN_TEXT, AAD) })
    .orIgnore()
    .execute();
  verifyKeyCheck(sealer, (await readKeyCheck(dataSource)) ?? '');
}

function wrongKey(cause?: unknown): StartupError {
  return new StartupError(
    'the master key is not the one this database was sealed with; nothing was written: restore the right key',
    { cause },
  );
}
