import { settings } from '../settings';

/** Where a client that somebody tries in the console gets its answer; no page of the console is there. */
export const TRY_PATH = '/console/try';
export const TRY_URI = `${settings.publicUrl}${TRY_PATH}`;

/** Windows of this origin only hear it; an opener could be lost on the way over the sign-in pages. */
const CHANNEL = 'ostiary.tried-sign-in';

/** In the window that came back: hands over what the address says, and closes. */
export function handBack(query: string): Promise<never> {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(query);
  channel.close();
  window.close();
  return new Promise<never>(() => undefined);
}

/**
 * What the other window brings back.
 *
 * @param state only an answer with it is meant; others go on being waited for
 * @throws DOMException `AbortError` when it is given up
 */
export function broughtBack(state: string, signal: AbortSignal): Promise<URLSearchParams> {
  const channel = new BroadcastChannel(CHANNEL);
  return new Promise<URLSearchParams>((resolve, reject) => {
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      const parameters = new URLSearchParams(String(data));
      if (parameters.get('state') === state) resolve(parameters);
    };
    signal.addEventListener('abort', () => reject(signal.reason as Error));
  }).finally(() => channel.close());
}
