import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runPython } from '../harness/python.js';

const PROGRAMS = fileURLToPath(new URL('./python/', import.meta.url));

/** One answer, as the Python client saw it. Header names are lower case. */
export interface SeenAnswer<Body = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body;
}

/**
 * Runs a program of `python/` with Debian's client libraries.
 *
 * @param input what the program finds as `given`: the base URL and the credentials
 * @returns what it told by `tell`, believed to be of that type
 * @throws when the program fails, with its traceback
 */
export async function runPythonClient<Report>(
  program: string,
  input: Readonly<Record<string, unknown>>,
  env: Readonly<Record<string, string>> = {},
): Promise<Report> {
  const script = readFileSync(`${PROGRAMS}${program}`, 'utf8');
  const { code, stdout, stderr } = await runPython(script, [JSON.stringify(input)], {
    PYTHONPATH: PROGRAMS,
    PYTHONDONTWRITEBYTECODE: '1',
    ...env,
  });
  if (code !== 0) throw new Error(`${program} failed: ${stderr}${stdout}`);
  return JSON.parse(stdout) as Report;
}
