import { connect } from 'node:net';

/** Where a call carries a credential of its own, it stands in the place of this. */
export const FRESH = '@fresh@';
/** A server that has just warmed up may be faster than it was. */
const MARGIN = 1.6;
const GOOD = /^HTTP\/1\.1 2\d\d .*\r\ncontent-length: 0\r\n/is;

/**
 * Credentials of which none is sent twice.
 *
 * @param make makes so many new ones
 * @param firstGuess how many calls per second to expect before the first measurement
 */
export function freshCredentials(make, firstGuess) {
  let made = [];
  return {
    /** Makes those of a run that are missing. @param rate calls per second of the run before */
    async stock(rate = firstGuess, { connections, seconds }) {
      const count = Math.ceil(rate * seconds * MARGIN) + connections;
      if (made.length < count) made = made.concat(await make(count - made.length));
    },
    next: () => made.pop(),
  };
}

/**
 * As many calls as the server takes, each with a credential of its own; it ends early when there is none left. Not
 * by wrk: each request would be a new string of Lua's, which looks for its strings by so few of their letters that
 * it takes longer to tell them apart than the server to check them.
 *
 * @returns how many calls there were, and how many per second
 * @throws when a call failed, was not answered 2xx, or was answered with a body
 */
export function callEach({ name, url, headers, fresh }, { connections, seconds }) {
  const { host, hostname, port, pathname } = new URL(url);
  const lines = Object.entries({ host, ...headers }).map((line) => line.join(': '));
  const [head, tail] = [`GET ${pathname} HTTP/1.1`, ...lines, '', ''].join('\r\n').split(FRESH);
  const begun = performance.now();
  const end = begun + seconds * 1000;
  let calls = 0;

  const caller = () =>
    new Promise((resolve, reject) => {
      const socket = connect({ host: hostname, port: Number(port), noDelay: true });
      let answer = '';
      const call = () => {
        const credential = performance.now() < end ? fresh.next() : undefined;
        if (credential === undefined) socket.destroy();
        else socket.write(`${head}${credential}${tail}`, 'latin1');
      };
      socket
        .setEncoding('latin1')
        .once('connect', call)
        .once('error', reject)
        .once('close', resolve);
      socket.on('data', (text) => {
        answer += text;
        if (!answer.includes('\r\n\r\n')) return;
        if (!GOOD.test(answer)) {
          reject(new Error(`${name}: ${answer.slice(0, answer.indexOf('\r\n'))}`));
          socket.destroy();
          return;
        }
        answer = '';
        calls += 1;
        call();
      });
    });

  return Promise.all(Array.from({ length: connections }, caller)).then(() => ({
    calls,
    perSecond: (calls * 1000) / (performance.now() - begun),
  }));
}
