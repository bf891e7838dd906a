import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('../../bin/ostiary.mjs', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

export interface CommandOptions {
  /** Where `data/` is. */
  readonly directory: string;
  /** What is on the standard input. */
  readonly input?: string;
  /** The whole environment, but for the path to programs. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs `ostiary` with these arguments, as it was built. */
export async function runOstiary(
  args: readonly string[],
  { directory, input = '', env = {} }: CommandOptions,
): Promise<Ended> {
  const child = spawn(process.execPath, [PROGRAM, ...args], {
    cwd: directory,
    env: { PATH: process.env['PATH'] ?? '', ...env },
  });
  child.stdin.end(input);
  const [output, errors] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code: child.exitCode, output, errors };
}
