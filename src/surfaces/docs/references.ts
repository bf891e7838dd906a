import type { ContentObject, ReferenceObject, ResponseObject } from '@nestjs/swagger';
import { type HeaderName, headerRefs } from './header-components.js';
import type { ProblemStatus } from './problem-components.js';
import { PROBLEM_RESPONSES } from './problem-components.js';
import type { AnswerName } from './schemas/index.js';

export function schemaRef(name: AnswerName): ReferenceObject {
  return { $ref: `#/components/schemas/${name}` };
}

/** JSON of a named component. */
export function jsonOf(name: AnswerName): ContentObject {
  return { 'application/json': { schema: schemaRef(name) } };
}

/** A response with `X-Request-Id` and these further headers. */
export function answer(
  description: string,
  content?: ContentObject,
  ...headers: readonly HeaderName[]
): ResponseObject {
  return {
    description,
    headers: headerRefs('X-Request-Id', ...headers),
    ...(content === undefined ? {} : { content }),
  };
}

/** The shared problem responses of these statuses. */
export function problems(
  ...statuses: readonly ProblemStatus[]
): Record<string, ReferenceObject> {
  return Object.fromEntries(
    statuses.map((status) => [
      String(status),
      { $ref: `#/components/responses/${PROBLEM_RESPONSES[status]}` },
    ]),
  );
}

/** A refusal by an OAuth endpoint (RFC 6749 §5.2). */
export function oauthRefusal(description: string, ...headers: readonly HeaderName[]): ResponseObject {
  return answer(description, jsonOf('OAuthError'), ...headers);
}
