import { StandardSchemaValidationPipe } from '@nestjs/common';
import { AppError, type FieldError } from '../../kernel/errors/index.js';
import { pointerOf } from './json-pointer.js';
import { phraseOf } from './validation-phrases.js';

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
  return new AppError('invalid_request', {
    errors: issues.flatMap(fieldErrors).slice(0, MAX_ERRORS),
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
