import { spawn } from 'node:child_process';

export interface ProgramResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Debian's interpreter, which sees Debian's python3-* packages. */
const PYTHON = '/usr/bin/python3';

/**
 * Runs a Python program text with real client libraries. The environment is empty but for what is
 * passed: a `.netrc` of the machine would replace Authorization headers, a proxy variable the route.
 */
export function runPython(
  script: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(PYTHON, ['-c', script, ...args], {
      env: { PATH: '/usr/bin:/bin', NETRC: '/dev/null', PYTHONUTF8: '1', NO_PROXY: '*', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, stdout, stderr }));
  });
}
