import createClient from 'openapi-fetch';
import { unwrap } from '../../api/client';
import { toProblem } from '../../api/problem';
import type { paths } from '../../api/schema';
import { settings } from '../../settings';

export interface PasswordChange {
  readonly username: string;
  readonly current: string;
  readonly next: string;
}

type Headers = Readonly<Record<'Authorization', string>>;

/** Without the console's token: no program may change a password, only a person who has just shown theirs. */
const anonymous = createClient<paths>({ baseUrl: settings.publicUrl, credentials: 'omit' });

/**
 * Changes the password. The server then ends every sign-in of the person, the one of the console too.
 *
 * @throws ProblemError when nothing was changed; `isWrongPassword` tells the commonest reason
 */
export async function changePassword({ username, current, next }: PasswordChange): Promise<void> {
  const headers = await signIn(username, current);
  const body = { current_password: current, new_password: next };
  try {
    await unwrap(anonymous.POST('/account/password', { headers, body }));
  } finally {
    await signOut(headers).catch(() => undefined);
  }
}

async function signIn(username: string, password: string): Promise<Headers> {
  const { access_token } = await unwrap(anonymous.POST('/login', { body: { username, password } }));
  return { Authorization: `Bearer ${access_token}` };
}

/** Ends the sign-in that was made for the change, and no other. */
async function signOut(headers: Headers): Promise<void> {
  const { data } = await unwrap(anonymous.GET('/account/sessions', { headers }));
  const own = data.find(({ current }) => current);
  if (own === undefined) return;
  const params = { path: { session_id: own.id } };
  await unwrap(anonymous.DELETE('/account/sessions/{session_id}', { headers, params }));
}

/** Whether the present password was not theirs; the username is, so that nothing else can be wrong with both. */
export function isWrongPassword(error: unknown): boolean {
  return toProblem(error).code === 'bad_credentials';
}
