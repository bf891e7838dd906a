import { type PastedCall, readHeaderLine } from './pasted-call.js';

const REQUEST_LINE = /^([A-Z]{3,10})\s+(\S+)(?:\s+HTTP\/[\d.]+)?$/;
const PAIR = /["'`]([A-Za-z][\w-]{0,60})["'`]\s*[:=]\s*f?["'`]([^"'`\n]*)["'`]/g;
const URL_IN_TEXT = /https?:\/\/[^\s"'`<>)]+/i;

/**
 * Reads a request as HTTP writes it, or only its headers; what `curl -v` prints is taken too.
 *
 * @returns null for what is no header block
 */
export function readHeaderBlock(text: string): PastedCall | null {
  const isTrace = /^> /m.test(text);
  const lines = text
    .split(/\r?\n/)
    .filter((line) => !isTrace || line.startsWith('> '))
    .map((line) => (isTrace ? line.slice(2) : line));
  const requestLine = REQUEST_LINE.exec(lines[0]?.trim() ?? '');
  const rawHeaders: string[] = [];
  for (const line of requestLine === null ? lines : lines.slice(1)) {
    // Behind the empty line comes the body.
    if (line.trim() === '') break;
    const header = readHeaderLine(line);
    if (header === null) return null;
    rawHeaders.push(...header);
  }
  if (requestLine === null && rawHeaders.length === 0) return null;
  const [, method = 'GET', url = null] = requestLine ?? [];
  return { method, url, rawHeaders, findings: [] };
}

/**
 * Finds headers and a URL in a piece of a program: a dictionary of Python, an object of JavaScript.
 *
 * @returns null when there is nothing like it
 */
export function readProgram(text: string): PastedCall | null {
  const rawHeaders = [...text.matchAll(PAIR)]
    .filter(([, name = '']) => /[-_]|^(?:authorization|cookie|origin|apikey|token)$/i.test(name))
    .flatMap(([, name = '', value = '']) => [name, value.trim()]);
  if (rawHeaders.length === 0) return null;
  const method = /\.(get|post|put|patch|delete|head)\s*\(/i.exec(text)?.[1]?.toUpperCase();
  const found = {
    name: 'program',
    text: 'Only what stands in quotation marks was read: what the program puts in at run time is not known.',
  };
  return {
    method: method ?? 'GET',
    url: URL_IN_TEXT.exec(text)?.[0] ?? null,
    rawHeaders,
    findings: [found],
  };
}
