import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { MisuseError } from './exit-codes.js';
import type { Surroundings } from './surroundings.js';

const LONGEST = 4096;

/**
 * A secret from the standard input: its first line, or what somebody types, unseen. Never an argument, which
 * everybody on the machine can read.
 *
 * @throws MisuseError when there is none
 */
export async function readSecret({ input, errors }: Surroundings, prompt: string): Promise<string> {
  const secret = input.isTTY ? await typed(input, errors, prompt) : await firstLine(input);
  if (secret === '') throw new MisuseError(`${prompt}: expected on the standard input`);
  return secret;
}

async function typed(
  input: NodeJS.ReadStream,
  errors: NodeJS.WritableStream,
  prompt: string,
): Promise<string> {
  errors.write(`${prompt}: `);
  // A terminal whose echo goes nowhere.
  const silence = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input, output: silence, terminal: true });
  try {
    return await terminal.question('');
  } finally {
    terminal.close();
    errors.write('\n');
  }
}

async function firstLine(input: NodeJS.ReadStream): Promise<string> {
  let text = '';
  input.setEncoding('utf8');
  for await (const chunk of input) {
    text += String(chunk);
    if (text.includes('\n') || text.length > LONGEST) break;
  }
  return (text.split('\n', 1)[0] ?? '').replace(/\r$/, '');
}
