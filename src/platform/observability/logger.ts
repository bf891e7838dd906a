import {
  type Bindings,
  type ChildLoggerOptions,
  destination,
  type DestinationStream,
  type Logger,
  pino,
  stdTimeFunctions,
} from 'pino';
import type { AppConfig } from '../config/index.js';
import { serializeError } from './error-serializer.js';
import { workerNumber } from '../workers/index.js';
import { redactMembers, redactText } from './redaction.js';

/** When nobody reads our output, what goes beyond this is dropped rather than kept in memory. */
const MAX_PENDING_BYTES = 4_194_304;

/**
 * The process's logger: JSON lines, without any credential. Members that announce a secret are
 * redacted by name, and the finished line once more by what credentials look like.
 */
export function createLogger(
  config: Pick<AppConfig, 'logLevel'>,
  output: DestinationStream = destination({ dest: 1, sync: false, maxLength: MAX_PENDING_BYTES }),
): Logger {
  const worker = workerNumber();
  const logger = pino(
    {
      level: config.logLevel,
      base: worker === null ? null : { worker },
      timestamp: stdTimeFunctions.isoTime,
      formatters: {
        level: (level) => ({ level }),
        log: redactMembers,
      },
      serializers: { err: serializeError, error: serializeError, req: dropped, res: dropped },
      hooks: { streamWrite: redactText },
    },
    output,
  );
  return redactBindings(logger);
}

/** The members that a child logger adds to its lines go past pino's formatters. */
function redactBindings(logger: Logger): Logger {
  const createChild = Reflect.get(logger, 'child');
  logger.child = function <Levels extends string = never>(
    this: Logger<Levels>,
    bindings: Bindings,
    options?: ChildLoggerOptions<Levels>,
  ): Logger<Levels> {
    return Reflect.apply(createChild<Levels>, this, [redactMembers(bindings), options]);
  };
  return logger;
}

/** Whole requests and responses are full of credentials; the request line says what is needed. */
function dropped(): undefined {
  return undefined;
}
