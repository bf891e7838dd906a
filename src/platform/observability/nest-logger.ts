import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

/** Nest's own log lines, and those of its `Logger`, through the process's logger. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  /** Nest tells of every module and route it finds: of interest to developers only. */
  log(message: unknown, ...rest: unknown[]): void {
    const context = contextOf(rest);
    const level = BOOT_CONTEXTS.has(context ?? '') ? 'debug' : 'info';
    this.write(level, message, context);
  }

  /** Nest logs what stops the boot, and throws it: whoever catches it tells the operator. */
  error(message: unknown, ...rest: unknown[]): void {
    const context = contextOf(rest);
    const level = context === 'ExceptionHandler' ? 'debug' : 'error';
    const stack = rest.find((part) => typeof part === 'string' && part.includes('\n'));
    this.write(level, message, context, stack);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, contextOf(rest));
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, contextOf(rest));
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, contextOf(rest));
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, contextOf(rest));
  }

  private write(level: Level, message: unknown, context?: string, stack?: unknown): void {
    const record = { ...(context === undefined ? {} : { context }), ...(stack ? { stack } : {}) };
    if (message instanceof Error) this.logger[level]({ ...record, err: message }, message.message);
    else
      this.logger[level](record, typeof message === 'string' ? message : JSON.stringify(message));
  }
}

type Level = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal';

const BOOT_CONTEXTS = new Set([
  'InstanceLoader',
  'NestApplication',
  'NestFactory',
  'RouterExplorer',
  'RoutesResolver',
]);

/** Nest passes the name of the class that logs as the last argument. */
function contextOf(rest: readonly unknown[]): string | undefined {
  const last = rest.at(-1);
  return typeof last === 'string' && !last.includes('\n') ? last : undefined;
}
