import { CommanderError } from 'commander';
import { AppError } from '../../kernel/errors/index.js';
import { ConfigError } from '../../platform/config/index.js';
import { StartupError } from '../../platform/database/index.js';

/** How a command ends, for scripts. */
export const EXIT = {
  done: 0,
  /** It could not be done: the database is not there, or another process has it. */
  failed: 1,
  /** The command line or the environment is wrong. */
  misused: 2,
  /** It may not be done: a weak password, a name that is taken, no such administrator. */
  refused: 3,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Why a command ended without having done anything. */
export interface Failure {
  readonly exit: ExitCode;
  readonly code: string;
  readonly detail: string;
}

/** What was wrong with how a command was called, beyond what the parser of its options sees. */
export class MisuseError extends Error {}

/** Null for what commander has said already. */
export function failureOf(error: unknown): Failure | null {
  if (error instanceof CommanderError) return null;
  if (error instanceof AppError) {
    const detail = error.errors[0]?.detail ?? error.detail;
    const exit = error.status >= 500 ? EXIT.failed : EXIT.refused;
    return { exit, code: error.code, detail };
  }
  if (error instanceof ConfigError || error instanceof MisuseError) {
    return { exit: EXIT.misused, code: 'misused', detail: error.message };
  }
  if (error instanceof StartupError) {
    return { exit: EXIT.failed, code: 'unavailable', detail: error.message };
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { exit: EXIT.failed, code: 'server_error', detail };
}
