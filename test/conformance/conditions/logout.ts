import { must } from '../suite/run.js';
import type { Arrival } from '../suite/wire.js';

type Request = Readonly<Record<string, string | undefined>>;

export function checkPostLogoutState({ path, query }: Arrival, request: Request): void {
  must(path === 'post_logout_redirect', `sent to ${path}`);
  must(query.get('state') === request['state'], `state is ${query.get('state')}`);
}

export function checkNoPostLogoutState({ path, query }: Arrival, _request: Request): void {
  must(path === 'post_logout_redirect', `sent to ${path}`);
  must(!query.has('state'), `state is ${query.get('state')}`);
}

export function checkForUnexpectedParametersInPostLogoutRedirect({ query }: Arrival): void {
  const others = [...query.keys()].filter((name) => name !== 'state');
  must(others.length === 0, `unexpected: ${others.join(', ')}`);
}
