import { AppError } from './errors/index.js';

/**
 * A request path read in two ways. `strict` is what was sent, segment by segment. `loose` is what the
 * most generous server could make of it: fully decoded, split at encoded slashes too, without path
 * parameters and empty segments, in lower case. Where a rule would decide differently on the two, the
 * path is ambiguous and the caller of this module refuses it.
 */
export interface RequestPath {
  /** As it arrived. */
  readonly raw: string;
  readonly strict: readonly string[];
  readonly loose: readonly string[];
}

/** A decoded path can be encoded again and again; nobody honest does it more often than this. */
const MAX_DECODINGS = 3;
/** Characters that a URL parser would rewrite, or that never belong into a path (RFC 3986 §3.3). */
const FORBIDDEN = /[^\x21-\x7e]|["#<>?\\^`{}]/;

/** Whole segments of letters, digits, `-`, `_` and `~`: nothing to decode, to cut off or to resolve. */
const PLAIN = /^(?:\/[A-Za-z0-9_~-]+)+\/?$/;

/**
 * Reads the path of a request target.
 *
 * @throws AppError `invalid_request` for paths that servers are known to read differently: dot
 *   segments in any encoding, encoded control characters, broken percent-encoding.
 * @see RFC 3986 §3.3, §5.2.4, §6.2.2
 */
export function readRequestPath(raw: string): RequestPath {
  return PLAIN.test(raw) ? readPlainPath(raw) : readAnyPath(raw);
}

/** Nothing in it is read differently by anybody: only the case, and where it ends. */
function readPlainPath(raw: string): RequestPath {
  const strict = segmentsOf(raw);
  const lower = raw.toLowerCase();
  if (lower === raw) return { raw, strict, loose: strict };
  return { raw, strict, loose: strict.map((segment) => segment.toLowerCase()) };
}

function readAnyPath(raw: string): RequestPath {
  if (!raw.startsWith('/') || FORBIDDEN.test(raw)) {
    throw refuse('The path holds characters that must be percent-encoded.');
  }
  if (/%(?![0-9A-Fa-f]{2})/.test(raw)) throw refuse('The path has a broken percent-encoding.');
  const decoded = decodeFully(raw);
  const loose = decoded
    .split(/[/\\]/)
    .map((segment) => segment.replace(/;.*$/s, ''))
    .filter((segment) => segment !== '');
  if (loose.some((segment) => segment === '.' || segment === '..')) {
    throw refuse('The path has "." or ".." segments. Send the path that they resolve to.');
  }
  const strict = segmentsOf(raw);
  return { raw, strict, loose: loose.map((segment) => segment.toLowerCase()) };
}

/** What stands between the slashes, without the calls into the runtime that `split` makes. A slash at the end begins no segment. */
function segmentsOf(raw: string): string[] {
  const segments: string[] = [];
  let start = 1;
  for (let end = raw.indexOf('/', start); end !== -1; end = raw.indexOf('/', start)) {
    segments.push(raw.slice(start, end));
    start = end + 1;
  }
  if (start < raw.length) segments.push(raw.slice(start));
  return segments;
}

function decodeFully(raw: string): string {
  let text = raw;
  for (let i = 0; i < MAX_DECODINGS && text.includes('%'); i += 1) {
    const next = decodeOnce(text);
    if (next === text) break;
    text = next;
  }
  // Control characters end a string in C, split a line in a log, and mean nothing in a path.
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x20 || code === 0x7f || code === 0xfffd) {
      throw refuse('The path holds an encoded control character or broken UTF-8.');
    }
  }
  return text;
}

function decodeOnce(text: string): string {
  return text.replace(/(?:%[0-9A-Fa-f]{2})+/g, (run) =>
    Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'),
  );
}

function refuse(detail: string): AppError {
  return new AppError('invalid_request', { detail });
}
