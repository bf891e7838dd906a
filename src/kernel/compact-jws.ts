import { AppError } from './errors/index.js';
import { parseStrictJsonObject } from './strict-json.js';

/** A signed token that has been taken apart and proved well-formed. Nothing in it is verified yet. */
export interface ParsedJws {
  readonly header: Record<string, unknown>;
  readonly claims: Record<string, unknown>;
  /** The ASCII text that the signature is over: header and payload as they were sent. */
  readonly signingInput: string;
  readonly signature: Buffer;
}

const LONGEST_TOKEN = 8192;
const DEEPEST_NESTING = 16;

/**
 * Takes a token in compact serialisation apart (RFC 7515 §3.1, RFC 7519 §7.2) and accepts one spelling
 * only, so that whatever reads the token later reads the same: exactly three non-empty parts of
 * canonical base64url, header and claims JSON objects in valid UTF-8 without repeated names. `crit` and
 * `b64` are refused, since no extension is understood here (RFC 7515 §4.1.11, RFC 7797 §6).
 *
 * @throws AppError `token_malformed`; its detail says which rule was broken and never quotes the token
 */
export function parseCompactJws(token: string): ParsedJws {
  if (token.length > LONGEST_TOKEN) {
    throw refusal(
      `The token has ${token.length} characters; at most ${LONGEST_TOKEN} are accepted.`,
    );
  }
  const [headerPart, claimsPart, signaturePart] = splitParts(token);
  const header = decodeObject(headerPart, 'header');
  for (const extension of ['crit', 'b64']) {
    if (Object.hasOwn(header, extension)) {
      throw refusal(`The token header has a "${extension}" member, which is not accepted.`);
    }
  }
  return {
    header,
    claims: decodeObject(claimsPart, 'payload'),
    signingInput: `${headerPart}.${claimsPart}`,
    signature: decodePart(signaturePart, 'signature'),
  };
}

function splitParts(token: string): [string, string, string] {
  if (token.startsWith('{')) {
    throw refusal('The token is in JSON serialisation; only compact tokens are accepted.');
  }
  const parts = token.split('.');
  if (parts.length === 5) {
    throw refusal(
      'The token has five parts, so it is encrypted; encrypted tokens are not accepted.',
    );
  }
  const [header, claims, signature, ...rest] = parts;
  if (header === undefined || claims === undefined || signature === undefined || rest.length > 0) {
    const count = parts.length === 1 ? 'one part' : `${parts.length} parts`;
    throw refusal(`The token has ${count}; a signed token has three, separated by dots.`);
  }
  return [header, claims, signature];
}

function decodeObject(part: string, name: string): Record<string, unknown> {
  const bytes = decodePart(part, name);
  const problem = (text: string): AppError => refusal(`The token ${name} ${text}.`);
  return parseStrictJsonObject(bytes, DEEPEST_NESTING, problem);
}

function decodePart(part: string, name: string): Buffer {
  if (part === '') throw refusal(`The token ${name} is empty.`);
  const bytes = Buffer.from(part, 'base64url');
  // Node's decoder ignores what it does not know; only what encodes back to itself was canonical.
  if (bytes.toString('base64url') !== part) {
    throw refusal(`The token ${name} is not canonical base64url.`);
  }
  return bytes;
}

function refusal(detail: string): AppError {
  return new AppError('token_malformed', { detail });
}
