import { AppError } from '../../../kernel/errors/index.js';
import { isCurlLine, readCurlLine } from './curl-line.js';
import { readHeaderBlock, readProgram } from './header-block.js';
import type { PastedCall } from './pasted-call.js';

const SCHEME = /^(?:bearer|basic|apikey|dpop|token|jwt|digest)\s/i;
const LOOKS_LIKE_TOKEN = /^eyJ|\..*\./;

/**
 * Finds out what was pasted: a curl command line, a request or its headers, a piece of a program, or a
 * bare key or token.
 *
 * @throws AppError `invalid_request`
 */
export function readPasted(text: string): PastedCall {
  const pasted = text.trim();
  if (isCurlLine(`${pasted} `)) return readCurlLine(pasted);
  if (!/\s/.test(pasted) || SCHEME.test(pasted)) return bareCredential(pasted);
  const call = readHeaderBlock(pasted) ?? readProgram(pasted);
  if (call !== null) return call;
  throw new AppError('invalid_request', {
    errors: [
      {
        pointer: '#/request',
        detail: 'must be a curl command line, the headers of a request, or a key or token',
      },
    ],
  });
}

function bareCredential(value: string): PastedCall {
  const rawHeaders = SCHEME.test(value)
    ? ['Authorization', value]
    : LOOKS_LIKE_TOKEN.test(value)
      ? ['Authorization', `Bearer ${value}`]
      : ['X-API-Key', value];
  const header = SCHEME.test(value) || LOOKS_LIKE_TOKEN.test(value) ? 'Authorization' : 'X-API-Key';
  const text = `Looked at as the value of the ${header} header.`;
  return { method: 'GET', url: null, rawHeaders, findings: [{ name: 'bare', text }] };
}
