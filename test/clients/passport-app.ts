import type { ServerResponse } from 'node:http';
import passport from 'passport';
import { type AppRequest, Sessions, startWebApp, type WebApp } from './web-app.js';

type Middleware = (
  request: AppRequest,
  response: ServerResponse,
  next: (error?: unknown) => void,
) => void;

export const CALLBACK_PATH = '/callback';

/**
 * An app that signs people in by one strategy of Passport: `/login` sends to the server, which sends back
 * to `CALLBACK_PATH`; `/` shows who is signed in, as JSON, and `/logout` ends that at both.
 *
 * @param strategyOf the strategy, when the address of the app is known
 * @param logoutUrlOf where the server ends its own session
 */
export function startPassportApp(
  strategyOf: (origin: string) => Promise<passport.Strategy>,
  logoutUrlOf: (user: Express.User, origin: string) => URL,
): Promise<WebApp> {
  return startWebApp(async (origin) => {
    const authenticator = new passport.Passport();
    authenticator.serializeUser((user, done) => done(null, user));
    authenticator.deserializeUser((user: Express.User, done) => done(null, user));
    const name = 'theirs';
    authenticator.use(name, await strategyOf(origin));
    const authenticate = authenticator.authenticate(name, {
      successRedirect: '/',
      failureRedirect: '/refused',
      failureMessage: true,
    }) as Middleware;

    const routes: Record<string, Middleware> = {
      '/login': authenticate,
      [CALLBACK_PATH]: authenticate,
      '/': ({ user }, response) => answer(response, 200, user ?? null),
      '/refused': ({ session: { messages } }, response) => answer(response, 401, { messages }),
      '/logout': (request, response, fail) => {
        const { user } = request;
        if (user === undefined) return answer(response, 401, {});
        request.logout((error) => {
          if (error !== undefined) return fail(error);
          response.writeHead(302, { location: logoutUrlOf(user, origin).href }).end();
        });
      },
    };

    const sessions = new Sessions();
    const session = authenticator.session() as Middleware;
    return (plainRequest, response) => {
      const request = sessions.attach(plainRequest, response);
      const fail = (error: unknown) => answer(response, 500, reportOf(error));
      session(request, response, (error) => {
        if (error !== undefined && error !== null) return fail(error);
        const route = routes[new URL(request.url ?? '/', origin).pathname];
        if (route === undefined) return answer(response, 404, {});
        route(request, response, fail);
      });
    };
  });
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** What the library reports, as its app sees it. */
function reportOf(error: unknown) {
  const { name, message, code } = error as Record<string, unknown>;
  return { name, message, code };
}
