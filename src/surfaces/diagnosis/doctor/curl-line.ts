import { parse } from 'shell-quote';
import { AppError } from '../../../kernel/errors/index.js';
import { CurlCall } from './curl-call.js';
import { LETTERS_WITH_VALUE, LONG_NAMES, NAMES_WITH_VALUE } from './curl-options.js';
import type { PastedCall } from './pasted-call.js';

/** Whether a text is a command line for curl, a prompt before it allowed. */
export function isCurlLine(text: string): boolean {
  return /^\s*(?:[$>#%]\s+)?(?:\S*\/)?curl(?:\.exe)?\s/i.test(text);
}

/**
 * Reads a curl command line as a shell and curl would: quotes, line continuations of POSIX shells, of
 * Windows and of PowerShell, joined options. Variables stand for themselves, since nobody knows them.
 *
 * @throws AppError `invalid_request`
 */
export function readCurlLine(text: string): PastedCall {
  const call = new CurlCall();
  const words = wordsOf(text, call);
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i] as string;
    const next = (): string => words[(i += 1)] ?? '';
    if (!word.startsWith('-') || word === '-') call.urls.push(word);
    else if (word.startsWith('--')) readLong(word.slice(2), next, call);
    else readLetters(word.slice(1), next, call);
  }
  return call.toPastedCall();
}

function readLong(option: string, next: () => string, call: CurlCall): void {
  call.option(option, NAMES_WITH_VALUE.has(option) ? next() : '');
}

/** `-sSL -XPOST -H'A: b'`: letters in one word; the first with a value takes the rest, or the next word. */
function readLetters(letters: string, next: () => string, call: CurlCall): void {
  for (let i = 0; i < letters.length; i += 1) {
    const letter = letters[i] as string;
    const name = LONG_NAMES[letter] ?? letter;
    if (LETTERS_WITH_VALUE.has(letter)) {
      const rest = letters.slice(i + 1);
      call.option(name, rest === '' ? next() : rest);
      return;
    }
    call.option(name, '');
  }
}

function wordsOf(text: string, call: CurlCall): string[] {
  const line = text
    .trim()
    .replace(/^[$>#%]\s+/, '')
    .replace(/(?:\\|\^|`)[ \t]*\r?\n/g, ' ');
  const words: string[] = [];
  for (const entry of parsed(line)) {
    if (typeof entry === 'string') words.push(entry);
    else if ('pattern' in entry) words.push(entry.pattern);
    else if ('op' in entry) {
      if (entry.op === '&') {
        call.note(
          'url_cut',
          'The URL is not in quotation marks: the shell ends the command at "&", and the rest of the query is not sent.',
        );
      }
      break;
    }
  }
  return words.slice(1);
}

function parsed(line: string): ReturnType<typeof parse> {
  try {
    return parse(line, (name) => `$${name}`);
  } catch {
    // Without its cause, which repeats what was pasted.
    throw new AppError('invalid_request', {
      errors: [{ pointer: '#/request', detail: 'is no command line that a shell could read' }],
    });
  }
}
