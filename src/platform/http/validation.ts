import { StandardSchemaValidationPipe } from '@nestjs/common';
import { AppError, type FieldError } from '../../kernel/errors/index.js';
import { pointerOf } from './json-pointer.js';

/** A body can be wrong in as many places as it has bytes. */
const MAX_ERRORS = 20;

/** What a Standard Schema tells about one flaw; zod adds its own members. */
interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/**
 * Validates what `@Body({ schema })`, `@Query({ schema })` and `@Param({ schema })` name. A flaw is
 * `400 invalid_request` with one entry per place; received values are never repeated.
 */
export function createValidationPipe(): StandardSchemaValidationPipe {
  return new StandardSchemaValidationPipe({ exceptionFactory: invalidRequest });
}

function invalidRequest(issues: readonly Issue[]): AppError {
  const errors = issues.flatMap(fieldErrors).slice(0, MAX_ERRORS);
  const first = errors[0];
  return new AppError('invalid_request', {
    detail:
      first === undefined
        ? undefined
        : `The request is not valid: ${first.pointer} ${first.detail}.`,
    errors,
  });
}

function fieldErrors(issue: Issue): FieldError[] {
  const path = (issue.path ?? []).map((part) => (typeof part === 'object' ? part.key : part));
  if ('keys' in issue && Array.isArray(issue.keys)) {
    return issue.keys.map((key) => ({
      pointer: pointerOf([...path, String(key)]),
      detail: 'is not a member of this request',
    }));
  }
  return [{ pointer: pointerOf(path), detail: phraseOf(issue.message) }];
}

/** Our own messages are phrases such as `must not be empty`; zod's are made to read like them. */
function phraseOf(message: string): string {
  const types = /^Invalid input: expected (.+?), received (\w+)$/.exec(message);
  if (types !== null)
    return types[2] === 'undefined' ? 'is required' : `must be of type ${types[1]}`;
  const phrase = message.replace(/^(?:Invalid|Too) /, (start) => `is ${start.toLowerCase()}`);
  return phrase.replace(/\.$/, '');
}
