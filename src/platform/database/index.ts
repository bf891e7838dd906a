export {
  asUnavailable,
  isDatabaseUnavailable,
  isForeignKeyViolation,
  isUniqueViolation,
} from './database-errors.js';
export { DatabaseModule, type DatabaseModuleOptions } from './database.module.js';
export { Database } from './database.js';
export type { DatabaseSettings, EntityClass } from './data-source-options.js';
export { epochMs } from './epoch-ms.js';
export {
  findHeldPage,
  HELD_STATES,
  type Held,
  type HeldFilter,
  type HeldState,
} from './held-rows.js';
export {
  createDataSource,
  openDatabase,
  type OpenDatabase,
  type OpenDatabaseSettings,
} from './open-database.js';
export {
  findLocked,
  findPage,
  fromJson,
  isPostgres,
  RotatingSecrets,
  Statement,
  type Also,
  type Page,
  type Raw,
} from './rows.js';
export { IntegrityError, Sealer } from './sealing/sealer.js';
export { Setting } from './setting.entity.js';
export { StartupError } from './startup-error.js';
export { TransactionScopeError } from './transaction-scope.js';
