import { Command, CommanderError } from 'commander';
import { VERSION } from '../../platform/config/index.js';
import { addAdminCommands } from './admin-commands.js';
import { EXIT, type ExitCode, failureOf } from './exit-codes.js';
import type { Surroundings } from './surroundings.js';

/** Runs one command. @returns the exit code of the process */
export async function runCommandLine(
  args: readonly string[],
  surroundings: Surroundings,
): Promise<ExitCode> {
  const { output, errors } = surroundings;
  const program = new Command('ostiary')
    .description('What is done on the machine of an Ostiary server rather than over its API.')
    .version(VERSION)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void output.write(text),
      writeErr: (text) => void errors.write(text),
    })
    .addHelpText(
      'after',
      '\nExit codes: 0 done, 1 could not be done, 2 called wrongly, 3 refused.',
    );
  addAdminCommands(program, surroundings);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return EXIT.done;
  } catch (error) {
    const failure = failureOf(error);
    if (failure === null)
      return error instanceof CommanderError && error.exitCode === 0 ? EXIT.done : EXIT.misused;
    const { exit, code, detail } = failure;
    errors.write(
      args.includes('--json')
        ? `${JSON.stringify({ error: { code, detail } })}\n`
        : `ostiary: ${detail}\n`,
    );
    return exit;
  }
}
