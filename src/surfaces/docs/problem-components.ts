import {
  AppError,
  ERROR_CODES,
  ERROR_TABLE,
  type ErrorCode,
  toProblem,
} from '../../kernel/errors/index.js';
import { CREDENTIAL_KINDS } from '../../kernel/principal.js';
import { PROBLEM_MEDIA_TYPE } from '../../platform/http/index.js';
import type { ComponentsObject, HeadersObject, ResponseObject, SchemaObject } from '@nestjs/swagger';
import { headerRefs } from './header-components.js';

/** The component that describes the refusals of one status. */
export const PROBLEM_RESPONSES = {
  400: 'InvalidRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  409: 'Conflict',
  413: 'PayloadTooLarge',
  415: 'UnsupportedMediaType',
  429: 'TooManyRequests',
  502: 'BadGateway',
  503: 'Unavailable',
  504: 'GatewayTimeout',
} as const;

export type ProblemStatus = keyof typeof PROBLEM_RESPONSES;

const DESCRIPTIONS: Record<ProblemStatus, string> = {
  400: 'The request is not formed the way this endpoint expects. Nothing was changed.',
  401: 'No credential, or one that is not good. `code` and `detail` say exactly what is wrong.',
  403: 'The credential is good and not enough.',
  404: 'There is nothing here that you can see. What belongs to others looks the same.',
  409: 'The request contradicts the present state. Nothing was changed.',
  413: 'The request body is too large.',
  415: 'The request body is in a format that is not read here.',
  429: 'Too many calls: wait as long as `Retry-After` says.',
  502: 'The API behind the gateway cannot be reached.',
  503: 'Something that is needed does not answer. Nothing was decided: try again.',
  504: 'The API behind the gateway takes too long.',
};

const EXAMPLE_REQUEST_ID = 'req_01kah2v6rf8q4t1m7x9c3b5n2d';

/** Members of every problem document (RFC 9457 §3 and ours). */
const PROBLEM_SCHEMA: SchemaObject = {
  type: 'object',
  description: 'Why a request was refused (RFC 9457). `code` is stable; texts may change.',
  required: ['type', 'title', 'status', 'detail', 'instance', 'code', 'request_id', 'doc_url'],
  properties: {
    type: { type: 'string', format: 'uri', description: 'The kind of problem; equal to `doc_url`.' },
    title: { type: 'string', description: 'The same for every problem of this code.' },
    status: { type: 'integer', minimum: 400, maximum: 599 },
    detail: { type: 'string', description: 'What is wrong with this request.' },
    instance: { type: 'string', format: 'uri-reference', description: 'The path that was called.' },
    code: { type: 'string', enum: [...ERROR_CODES] },
    request_id: { type: 'string', description: 'Equal to the header `X-Request-Id`.' },
    doc_url: { type: 'string', format: 'uri', description: 'Cause and remedy of this code.' },
    hint: { type: 'string', description: 'What to change, where that can be known.' },
    accepted_kinds: {
      type: 'array',
      items: { type: 'string', enum: [...CREDENTIAL_KINDS] },
      description: 'On a 401: the kinds of credentials that are accepted here.',
    },
    presented_kind: { type: 'string', description: 'The kind that was presented instead.' },
    required_scopes: {
      type: 'array',
      items: { type: 'string' },
      description: 'With `insufficient_scope`: all that this call needs.',
    },
    missing_scopes: {
      type: 'array',
      items: { type: 'string' },
      description: 'Those of them that the credential does not have.',
    },
    failed: {
      type: 'array',
      items: { type: 'string' },
      description: 'On a 503 of `/readyz`: the checks that failed.',
    },
    id: {
      type: 'string',
      description: 'On a 409 for an `Idempotency-Key`: what the first request with it made or changed.',
    },
    msg: { type: 'string', description: 'With `bad_credentials`: for clients that look for it.' },
    errors: {
      type: 'array',
      description: 'The places in the request that are wrong.',
      items: { $ref: '#/components/schemas/FieldError' },
    },
  },
};

const FIELD_ERROR_SCHEMA: SchemaObject = {
  type: 'object',
  required: ['pointer', 'detail'],
  properties: {
    pointer: { type: 'string', description: 'JSON Pointer in fragment form (RFC 6901 §6).' },
    detail: { type: 'string' },
  },
};

/** `Problem`, its parts, and one response for each status that has error codes, made from the error table. */
export function problemComponents(
  publicUrl: string,
): Required<Pick<ComponentsObject, 'schemas' | 'responses'>> {
  const responses = Object.entries(PROBLEM_RESPONSES).map(([status, name]) => [
    name,
    problemResponse(Number(status) as ProblemStatus, publicUrl),
  ]);
  return {
    schemas: { Problem: PROBLEM_SCHEMA, FieldError: FIELD_ERROR_SCHEMA },
    responses: Object.fromEntries(responses) as Record<string, ResponseObject>,
  };
}

function problemResponse(status: ProblemStatus, publicUrl: string): ResponseObject {
  const codes = ERROR_CODES.filter((code) => ERROR_TABLE[code].status === status);
  return {
    description: DESCRIPTIONS[status],
    headers: headersOf(status, codes),
    content: {
      [PROBLEM_MEDIA_TYPE]: {
        schema: {
          allOf: [
            { $ref: '#/components/schemas/Problem' },
            {
              type: 'object',
              properties: {
                status: { type: 'integer', enum: [status] },
                code: { type: 'string', enum: codes },
              },
            },
          ],
        },
        ...(codes[0] === undefined ? {} : { example: exampleOf(codes[0], publicUrl) }),
      },
    },
  };
}

function headersOf(status: number, codes: readonly ErrorCode[]): HeadersObject {
  const challenged = codes.some((code) => ERROR_TABLE[code].challenge !== 'none');
  return headerRefs(
    'X-Request-Id',
    ...(challenged ? (['WWW-Authenticate'] as const) : []),
    ...(status === 429 ? (['Retry-After', 'RateLimit', 'RateLimit-Policy'] as const) : []),
    ...(status === 409 || status === 503 ? (['Retry-After'] as const) : []),
  );
}

function exampleOf(code: ErrorCode, publicUrl: string): Record<string, unknown> {
  return toProblem(new AppError(code), {
    requestId: EXAMPLE_REQUEST_ID,
    publicUrl,
    instance: '/credential',
  });
}
