import { AppError } from '../../kernel/errors/index.js';
import { MutexTimeoutError } from './async-mutex.js';
import { TransactionLostError } from './transaction-scope.js';

const UNIQUE_CODES: ReadonlySet<unknown> = new Set([
  'SQLITE_CONSTRAINT_UNIQUE',
  'SQLITE_CONSTRAINT_PRIMARYKEY',
  '23505',
]);

const FOREIGN_KEY_CODES: ReadonlySet<unknown> = new Set(['SQLITE_CONSTRAINT_FOREIGNKEY', '23503']);

/** The database cannot be reached, does not answer, is full, or gave up: SQLSTATE, SQLite, network. */
const UNAVAILABLE_CODE = new RegExp(
  [
    '^(08|28|53|58)[0-9A-Z]{3}$',
    '^(57014|57P0[1-5]|25P03|3D000|40001|40P01|55P03)$',
    '^SQLITE_(BUSY|LOCKED|FULL|IOERR|CANTOPEN|READONLY|CORRUPT|NOTADB|NOMEM|PROTOCOL)',
    '^(ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENETDOWN)$',
  ].join('|'),
);

/** What the drivers throw without any code. */
const UNAVAILABLE_MESSAGE = new RegExp(
  [
    '^Connection terminated',
    '^timeout exceeded when trying to connect',
    '^timeout expired',
    '^Query read timeout',
    'is not queryable',
    '^Cannot use a pool after calling end',
    '^The database connection is not open',
    '^Client was closed',
  ].join('|'),
);

/** Errors wrap errors: TypeORM's in `driverError`, ours in `cause`; bounded against circles. */
const MAX_DEPTH = 8;

/** Whether a statement failed because the value is already there, on either database. */
export function isUniqueViolation(error: unknown): boolean {
  return chainOf(error).some((link) => UNIQUE_CODES.has(link.code));
}

/** Whether a statement failed because what it refers to is not there, or not any more. */
export function isForeignKeyViolation(error: unknown): boolean {
  return chainOf(error).some((link) => FOREIGN_KEY_CODES.has(link.code));
}

/** Whether the database is at fault and the same request may succeed later. */
export function isDatabaseUnavailable(error: unknown): boolean {
  return chainOf(error).some(
    (link) =>
      link instanceof MutexTimeoutError ||
      link instanceof TransactionLostError ||
      (typeof link.code === 'string' && UNAVAILABLE_CODE.test(link.code)) ||
      (link.code === undefined &&
        typeof link.message === 'string' &&
        UNAVAILABLE_MESSAGE.test(link.message)),
  );
}

/** The error as `AppError('unavailable')` when the database is at fault, else as it came. */
export function asUnavailable(error: unknown): unknown {
  if (error instanceof AppError || !isDatabaseUnavailable(error)) return error;
  const internal = `database: ${error instanceof Error ? error.message : String(error)}`;
  return new AppError('unavailable', { internal, cause: error, retryAfterSeconds: 1 });
}

interface ErrorLink {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly cause?: unknown;
  readonly driverError?: unknown;
}

function chainOf(error: unknown): ErrorLink[] {
  const links: ErrorLink[] = [];
  let next: unknown = error;
  while (typeof next === 'object' && next !== null && links.length < MAX_DEPTH) {
    const link: ErrorLink = next;
    links.push(link);
    next = link.driverError ?? link.cause;
  }
  return links;
}
