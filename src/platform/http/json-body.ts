import type { FastifyRequest } from 'fastify';
import { AppError } from '../../kernel/errors/index.js';
import { parseStrictJsonObject } from '../../kernel/strict-json.js';
import { pointerOf } from './json-pointer.js';

/** Of a JSON body, in bytes. */
export const MAX_BODY_BYTES = 1_048_576;

/** Of a JSON body: objects and arrays inside each other. */
export const MAX_BODY_DEPTH = 64;

const MEDIA_TYPE = /^application\/json[\t ]*(?:;[\t ]*charset=(?:utf-8|"utf-8")[\t ]*)?$/i;

/**
 * The body of a JSON request, or undefined when it is empty. Refuses what a validator, a database and
 * a log could each read differently: doubled names, NUL, lone surrogates, `__proto__`, `constructor`.
 *
 * @throws AppError `unsupported_media_type`, or `invalid_request` with a pointer to the place
 */
export function parseJsonBody(request: FastifyRequest, body: Buffer): unknown {
  if (!MEDIA_TYPE.test(request.headers['content-type'] ?? '')) {
    throw notJson();
  }
  if ((request.headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity') {
    throw new AppError('unsupported_media_type', {
      detail: 'The body must not be compressed.',
    });
  }
  if (body.length === 0) return undefined;
  const value = parseStrictJsonObject(body, MAX_BODY_DEPTH, (phrase) => refusal([], phrase));
  refuseUnsafeText(value, []);
  return value;
}

/** A validator may take these for members that are there anyway, and let them pass. */
const EVERY_OBJECT_HAS = new Set(['__proto__', 'constructor', 'prototype']);

/** The refusal of a body that says itself that it is something else, a form for example. */
export function notJson(cause?: unknown): AppError {
  return new AppError('unsupported_media_type', {
    detail: 'The body must be JSON in UTF-8.',
    hint: 'Send JSON with the header Content-Type: application/json.',
    cause,
  });
}

/** The depth is known to be bounded, so recursion is safe. */
function refuseUnsafeText(value: unknown, path: (string | number)[]): void {
  if (typeof value === 'string') {
    if (isUnsafe(value)) throw refusal(path, UNSAFE_TEXT);
  } else if (Array.isArray(value)) {
    value.forEach((item, index) => visit(index, item, path));
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      if (isUnsafe(name)) throw refusal(path, `has a member whose name ${UNSAFE_TEXT}`);
      if (EVERY_OBJECT_HAS.has(name)) throw refusal(path, `has a member named ${name}`);
      visit(name, member, path);
    }
  }
}

function visit(key: string | number, value: unknown, path: (string | number)[]): void {
  path.push(key);
  refuseUnsafeText(value, path);
  path.pop();
}

const UNSAFE_TEXT = 'contains a NUL or half of a surrogate pair';

function isUnsafe(text: string): boolean {
  return /\0|\p{Surrogate}/u.test(text);
}

function refusal(path: readonly (string | number)[], phrase: string): AppError {
  const pointer = pointerOf(path);
  return new AppError('invalid_request', {
    detail: `The request body ${path.length === 0 ? '' : `at ${pointer} `}${phrase}.`,
    errors: [{ pointer, detail: phrase }],
  });
}
