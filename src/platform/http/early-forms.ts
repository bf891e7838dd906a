import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Awaitable } from '../../kernel/awaitable.js';
import { HeaderLines } from '../../kernel/header-lines.js';
import type { EarlyRequest } from './early-answers.js';
import type { ForeignHosts } from './foreign-hosts.js';
import type { RequestLog } from './request-log.js';
import { ambiguityOf } from './strict-request.js';
import { isClosing } from './unread-body.js';

/** A small form that was posted by a program, before the router has seen it. */
export interface EarlyForm extends EarlyRequest {
  /** As it was sent. */
  readonly body: string;
}

/**
 * @returns whether it was answered, with 200; false, also later, with nothing written, to leave the request to
 *   the router, which reads the body as if nobody had. An error means the same: the router will meet it again.
 */
export type EarlyFormAnswer = (form: EarlyForm, response: ServerResponse) => Awaitable<boolean>;

const FORM_TYPES: ReadonlySet<unknown> = new Set([
  'application/x-www-form-urlencoded',
  'application/x-www-form-urlencoded;charset=UTF-8',
]);
/** An access token with room to spare; and no more than one segment of the network usually has. */
const LONGEST_FORM_BYTES = 8 * 1024;

/**
 * Lets forms at some paths be answered ahead of the router, as `EarlyAnswers` does with requests that have no body.
 * Taken is what arrives in one piece, as nearly all programs send it; so nobody is waited for here.
 */
export class EarlyForms {
  private readonly answers = new Map<string, EarlyFormAnswer>();

  constructor(
    private readonly newId: (raw: IncomingMessage) => string,
    private readonly clientAddressOf: (raw: IncomingMessage) => string | null,
    private readonly foreignHosts: Pick<ForeignHosts, 'claims'>,
    private readonly log: Pick<RequestLog, 'writeForm'>,
    /** Of requests that are left to the router. */
    private readonly ids: WeakMap<IncomingMessage, string>,
  ) {}

  /** @param path this one exactly */
  claim(path: string, answer: EarlyFormAnswer): void {
    this.answers.set(path, answer);
  }

  /**
   * Takes a request over, if it may be one to answer.
   *
   * @param pass leaves it to the router
   * @param isEnding whether the server is to end by now
   */
  takes(
    raw: IncomingMessage,
    response: ServerResponse,
    pass: () => void,
    isEnding: () => boolean,
  ): boolean {
    const answer = this.answers.get(raw.url ?? '');
    if (answer === undefined || !isSmallForm(raw)) return false;
    if (isClosing(raw) || this.foreignHosts.claims(raw)) return false;
    const headers = HeaderLines.of(raw.rawHeaders);
    if (ambiguityOf(raw, headers) !== null) return false;
    // When the parser is done with what has arrived: the body is behind the head in it, or still to come.
    process.nextTick(() => {
      const body = isEnding() ? null : peek(raw);
      if (body === null) pass();
      else this.put(raw, body, answer, response, pass);
    });
    return true;
  }

  private put(
    raw: IncomingMessage,
    body: string,
    answer: EarlyFormAnswer,
    response: ServerResponse,
    pass: () => void,
  ): void {
    const startedMs = performance.now();
    const id = this.newId(raw);
    const clientAddress = this.clientAddressOf(raw);
    const finish = (isAnswered: boolean): void => {
      if (isAnswered) {
        this.log.writeForm(id, { raw, clientAddress }, performance.now() - startedMs);
        return;
      }
      this.ids.set(raw, id);
      pass();
    };
    const answered = attempt(() => answer({ raw, id, clientAddress, body }, response));
    if (!(answered instanceof Promise)) finish(answered);
    else void answered.catch(() => false).then(finish);
  }
}

function attempt(work: () => Awaitable<boolean>): Awaitable<boolean> {
  try {
    return work();
  } catch {
    return false;
  }
}

function isSmallForm({ method, headers }: IncomingMessage): boolean {
  const length = Number(headers['content-length']);
  return (
    method === 'POST' &&
    length > 0 &&
    length <= LONGEST_FORM_BYTES &&
    FORM_TYPES.has(headers['content-type']) &&
    headers['transfer-encoding'] === undefined &&
    headers.expect === undefined
  );
}

/** The whole body, which stays where it is; null when some of it is still to come. */
function peek(raw: IncomingMessage): string | null {
  if (raw.readableLength !== Number(raw.headers['content-length'])) return null;
  const body: unknown = raw.read();
  if (!Buffer.isBuffer(body)) return null;
  raw.unshift(body);
  return body.toString();
}
