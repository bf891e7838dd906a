import type {
  OperationObject,
  ReferenceObject,
  RequestBodyObject,
  ResponseObject,
  ResponsesObject,
} from '@nestjs/swagger';
import type { RouteRule } from '../../auth/index.js';
import { IDEMPOTENCY_KEY } from '../management/idempotency/idempotency-key-header.js';
import { headerRefs } from './header-components.js';
import { needsOf, requirementsOf } from './operation-security.js';
import { OPERATION_NOTES, type OperationNotes } from './operations.js';
import { completeParameter } from './parameter-components.js';
import { type ProblemStatus } from './problem-components.js';
import { problems } from './references.js';
import { tagOf } from './tags.js';

/** Where an operation is. */
interface OperationPlace {
  /** Lower case. */
  readonly method: string;
  readonly path: string;
  /** Who may call it; undefined for what is no controller's. */
  readonly rule: RouteRule | undefined;
}

const SUCCESS_TEXTS: Readonly<Record<string, string>> = {
  200: 'Done.',
  201: 'Created.',
  204: 'Done; there is nothing to say.',
};

/** Adds to a controller's operation what all operations of its kind have in common. */
export function completeOperation(
  operation: OperationObject,
  place: OperationPlace,
): OperationObject {
  const notes = notesOf(place);
  const policy = typeof place.rule === 'object' ? place.rule : null;
  const tag = tagOf(place.path);
  const description = [operation.description, policy === null ? null : needsOf(policy)]
    .filter((text) => typeof text === 'string' && text !== '')
    .join('\n\n');
  const { parameters = [], requestBody, ...rest } = operation;
  return {
    ...rest,
    ...(notes.operationId === undefined ? {} : { operationId: notes.operationId }),
    ...(notes.summary === undefined ? {} : { summary: notes.summary }),
    ...(tag === null ? {} : { tags: [tag] }),
    ...(description === '' ? {} : { description }),
    security: policy === null ? [] : requirementsOf(policy),
    ...(parameters.length === 0 ? {} : { parameters: parameters.map(completeParameter) }),
    ...(requestBody === undefined ? {} : { requestBody: completeBody(requestBody) }),
    responses: {
      ...successesOf(operation.responses, notes, policy !== null),
      ...problems(...statusesOf(operation, place, notes)),
    },
  };
}

/** What is managed under `/account` as under `/admin` is noted once. */
function notesOf({ method, path }: OperationPlace): OperationNotes {
  const shared = path.replace(/^\/account\//, '/admin/');
  return OPERATION_NOTES[`${method} ${path}`] ?? OPERATION_NOTES[`${method} ${shared}`] ?? {};
}

/** A body whose schema admits null may be left out. */
function completeBody(
  body: RequestBodyObject | ReferenceObject,
): RequestBodyObject | ReferenceObject {
  if ('$ref' in body) return body;
  const media = body.content['application/json'];
  if (media?.schema === undefined || '$ref' in media.schema) return { ...body, required: true };
  const { anyOf, ...others } = media.schema;
  const present = anyOf?.filter((each) => '$ref' in each || each.type !== 'null');
  const [only] = present ?? [];
  if (anyOf === undefined || only === undefined || present?.length !== 1 || anyOf.length !== 2) {
    return { ...body, required: true };
  }
  return {
    ...body,
    required: false,
    content: { 'application/json': { ...media, schema: { ...others, ...only } } },
  };
}

function successesOf(
  responses: ResponsesObject,
  { answer }: OperationNotes,
  limited: boolean,
): ResponsesObject {
  const successes = Object.entries(responses).filter(([status]) => /^[23]/.test(status));
  return Object.fromEntries(
    successes.map(([status, response]) => {
      const { description, content, headers } = response as ResponseObject;
      const known = description === '' ? SUCCESS_TEXTS[status] : description;
      const shown = content ?? (status === '204' ? undefined : answer?.content);
      const completed: ResponseObject = {
        description: answer?.description ?? known ?? 'Done.',
        headers: {
          ...headerRefs(
            'X-Request-Id',
            ...(limited ? (['RateLimit', 'RateLimit-Policy'] as const) : []),
          ),
          ...headers,
        },
        ...(shown === undefined ? {} : { content: shown }),
      };
      return [status, completed];
    }),
  );
}

function takesIdempotencyKey({ parameters = [] }: OperationObject): boolean {
  return parameters.some((each) => !('$ref' in each) && each.name === IDEMPOTENCY_KEY);
}

function statusesOf(
  operation: OperationObject,
  { path, rule }: OperationPlace,
  notes: OperationNotes,
): ProblemStatus[] {
  const isProtected = typeof rule === 'object';
  const statuses: ProblemStatus[] = [400, 503];
  if (isProtected) statuses.push(401, 403, 429);
  if (path.includes('{')) statuses.push(404);
  // A repetition is refused.
  if (takesIdempotencyKey(operation)) statuses.push(409);
  if (operation.requestBody !== undefined) statuses.push(413, 415);
  statuses.push(...(notes.problems ?? []));
  return [...new Set(statuses)].sort((a, b) => a - b);
}
