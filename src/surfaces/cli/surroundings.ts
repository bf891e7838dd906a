import type { EntityClass } from '../../platform/database/index.js';

/** What a command has to do with: the streams of its process, and the tables of the program. */
export interface Surroundings {
  readonly entities: readonly EntityClass[];
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WritableStream;
  readonly errors: NodeJS.WritableStream;
}
