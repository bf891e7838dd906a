import type { Command } from 'commander';
import type { UserRecord } from '../../modules/users/index.js';
import { readSecret } from './read-secret.js';
import type { Surroundings } from './surroundings.js';

interface AdminOptions {
  readonly username?: string;
  readonly json?: true;
}

const PASSWORD_TEXT =
  'The password is the first line of the standard input, or is asked for in a terminal.';
const DATABASE_TEXT =
  'Works on the database that the environment names, as the server does. On SQLite the server must be stopped first.';

/** `ostiary admin create` and `ostiary admin recover`. */
export function addAdminCommands(program: Command, surroundings: Surroundings): void {
  const admin = program.command('admin').description('administrators of this server');
  admin
    .command('create')
    .description('create an administrator')
    .requiredOption('--username <name>', 'the name to sign in with')
    .option('--json', 'answer in JSON')
    .addHelpText('after', `\n${PASSWORD_TEXT}\n${DATABASE_TEXT}`)
    .action(async ({ username = '', json }: AdminOptions) => {
      const password = await readSecret(surroundings, 'Password');
      const { withAdministrators } = await import('./with-administrators.js');
      const user = await withAdministrators(surroundings, (all) => all.create(username, password));
      tell(surroundings, user, json, `Created the administrator ${user.username}.`);
    });
  admin
    .command('recover')
    .description('give an administrator a new password, and let them sign in again')
    .requiredOption('--local', 'on this machine, without the server')
    .option('--username <name>', 'which one, where there are several')
    .option('--json', 'answer in JSON')
    .addHelpText(
      'after',
      `\n${PASSWORD_TEXT}\nAll sessions and tokens of the administrator end.\n${DATABASE_TEXT}`,
    )
    .action(async ({ username = null, json }: { username?: string | null; json?: true }) => {
      const password = await readSecret(surroundings, 'New password');
      const { withAdministrators } = await import('./with-administrators.js');
      const user = await withAdministrators(surroundings, (all) => all.recover(username, password));
      tell(surroundings, user, json, `${user.username} can sign in with the new password.`);
    });
}

function tell(
  { output }: Surroundings,
  { id, username }: UserRecord,
  json: true | undefined,
  text: string,
): void {
  output.write(json === true ? `${JSON.stringify({ id, username })}\n` : `${text}\n`);
}
