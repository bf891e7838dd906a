import { randomUUID } from 'node:crypto';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the middleware of login libraries expects of `express-session`. */
interface Session {
  readonly messages?: readonly string[];
  regenerate(done: () => void): void;
  save(done: () => void): void;
}

/** A request with what such middleware expects of Express. */
export interface AppRequest extends IncomingMessage, Express.Request {
  readonly query: Readonly<Record<string, string>>;
  session: Session;
}

/** A web app of a third party, on a loopback port of its own. */
export interface WebApp {
  readonly origin: string;
  stop(): Promise<void>;
}

/**
 * Serves an app.
 *
 * @param handlerAt its request handler, when the address of the app is known
 */
export async function startWebApp(
  handlerAt: (origin: string) => RequestListener | Promise<RequestListener>,
): Promise<WebApp> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  server.on('request', await handlerAt(origin));
  return {
    origin,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Sessions in memory, by a cookie that changes whenever the session is regenerated. */
export class Sessions {
  private readonly known = new Map<string, Session>();

  /** Makes of a plain request, and of its response, what middleware expects. */
  attach(plainRequest: IncomingMessage, response: ServerResponse): AppRequest {
    const { searchParams } = new URL(plainRequest.url ?? '/', 'http://app');
    const [, id] = /\bapp_session=([^;]+)/.exec(plainRequest.headers.cookie ?? '') ?? [];
    const request = plainRequest as AppRequest;
    Object.assign(request, { query: Object.fromEntries(searchParams) });
    Object.assign(response, {
      redirect: (location: string) => response.writeHead(302, { location }).end(),
    });
    const known = id === undefined ? undefined : this.known.get(id);
    if (id === undefined || known === undefined) this.begin(request, response);
    else request.session = this.bind(known, id, request, response);
    return request;
  }

  private begin(request: AppRequest, response: ServerResponse): void {
    const id = randomUUID();
    response.setHeader('set-cookie', `app_session=${id}; HttpOnly; SameSite=Lax; Path=/`);
    request.session = this.bind({}, id, request, response);
    this.known.set(id, request.session);
  }

  /** A session belongs to the request that uses it at the moment. */
  private bind(members: object, id: string, request: AppRequest, response: ServerResponse) {
    return Object.assign(members, {
      regenerate: (done: () => void) => {
        this.known.delete(id);
        this.begin(request, response);
        done();
      },
      save: (done: () => void) => done(),
    });
  }
}
