import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The top of the repository. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Runs a program in the repository with our terminal; its standard output goes to standard error, so
 * that ours stays what the caller asked for. Ends this process with the same code when it fails.
 */
export async function run(program, args, options = {}) {
  const code = await exitCode(program, args, { stdio: ['ignore', 2, 2], ...options });
  if (code !== 0) {
    process.stderr.write(`${program} ${args.join(' ')} ended with code ${code}\n`);
    process.exit(code);
  }
}

/** Runs a program in the repository and gives back its exit code. */
export function exitCode(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: ROOT, ...options });
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? (signal === null ? 1 : 128)));
  });
}

/** Runs a program in the repository; gives back its exit code and everything it printed. */
export function capture(program, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (chunk) => (output += chunk));
    child.stderr.on('data', (chunk) => (output += chunk));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
