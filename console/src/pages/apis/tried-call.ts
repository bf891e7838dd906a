import { sendTest, type TestAnswer } from '../../components/test-request';
import { settings } from '../../settings';

/** A call as somebody wants it tried. */
export interface TriedCall {
  readonly method: string;
  /** Of this server, with the query. */
  readonly path: string;
  readonly body: string;
}

/** What a consumer got, and for what. */
export interface TriedAnswer {
  readonly call: TriedCall;
  readonly answer: TestAnswer;
}

export function hasBody(method: string): boolean {
  return !['GET', 'HEAD'].includes(method);
}

/** Sends a call past every cache, with these headers and nothing of the person's sign-in. */
export async function sendTried(
  call: TriedCall,
  headers: Readonly<Record<string, string>>,
): Promise<TriedAnswer> {
  const { method, path, body } = call;
  const carriesBody = hasBody(method) && body !== '';
  const below = path.startsWith('/') ? path : `/${path}`;
  const answer = await sendTest(`${new URL(settings.publicUrl).origin}${below}`, {
    method,
    headers: carriesBody ? { ...headers, 'Content-Type': 'application/json' } : headers,
    ...(carriesBody ? { body } : {}),
    cache: 'no-store',
  });
  return { call, answer };
}
