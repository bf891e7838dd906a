import createClient, { type Middleware } from 'openapi-fetch';
import { accessToken, signInAnew } from '../session/session';
import type { paths } from './schema';
import { type Problem, ProblemError } from './problem';

const authorize: Middleware = {
  async onRequest({ request }) {
    request.headers.set('Authorization', `Bearer ${await accessToken()}`);
    return request;
  },
  async onResponse({ response }) {
    if (response.status === 401) await signInAnew();
  },
};

/** The management API, with the token of whoever is signed in. Cookies are for the sign-in pages only. */
export const api = createClient<paths>({ credentials: 'omit' });
api.use(authorize);

interface Answer {
  readonly data?: unknown;
  readonly error?: unknown;
  readonly response: Response;
}

/** The data of an answer. @throws ProblemError for a refusal */
export async function unwrap<A extends Answer>(call: Promise<A>): Promise<NonNullable<A['data']>> {
  const { data, error, response } = await call;
  if (response.ok) return data as NonNullable<A['data']>;
  throw new ProblemError(problemOf(error, response));
}

function problemOf(error: unknown, response: Response): Problem {
  if (typeof error === 'object' && error !== null && 'code' in error) return error as Problem;
  return { status: response.status, code: 'server_error', title: response.statusText };
}
