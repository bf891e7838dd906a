import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { HeaderLines } from '../../kernel/header-lines.js';
import { EarlyForms } from './early-forms.js';
import type { ForeignHosts } from './foreign-hosts.js';
import type { RequestLog } from './request-log.js';
import { ambiguityOf } from './strict-request.js';
import { hasBody, isClosing } from './unread-body.js';

/** A request that is plain, as the hooks see to it, before the router has seen it. */
export interface EarlyRequest {
  readonly raw: IncomingMessage;
  readonly id: string;
  /** Canonical; null when it cannot be known. See `clientAddress`. */
  clientAddress: string | null;
}

/** What the log is to know of an allowed call that was answered. */
export interface EarlyAnswered {
  readonly describes: { readonly method: string; readonly target: string };
  readonly clientAddress: string | null;
  readonly credentialId: string | null;
}

/** @returns null, with nothing written, to leave the request to the router */
export type EarlyAnswer = (request: EarlyRequest, response: ServerResponse) => EarlyAnswered | null;

/**
 * Lets one path be answered ahead of the router, where a call costs less than the router, its hooks and
 * its reply take. Only plain requests come here: whatever the hooks would refuse, wait for or close is left
 * to them.
 */
export class EarlyAnswers {
  private path: string | null = null;
  private answer: EarlyAnswer = () => null;
  private isEnding = false;
  /** Of requests that were left to the router: they keep their name. */
  private readonly ids = new WeakMap<IncomingMessage, string>();
  readonly forms: EarlyForms;

  constructor(
    private readonly newId: (raw: IncomingMessage) => string,
    private readonly clientAddressOf: (raw: IncomingMessage) => string | null,
    foreignHosts: Pick<ForeignHosts, 'claims'>,
    private readonly log: Pick<RequestLog, 'writesAllowed' | 'writeAllowed' | 'writeForm'>,
  ) {
    this.forms = new EarlyForms(newId, clientAddressOf, foreignHosts, log, this.ids);
  }

  /** The name of a request, for the router. */
  idOf(raw: IncomingMessage): string {
    return this.ids.get(raw) ?? this.newId(raw);
  }

  /** @param path and everything below it */
  claim(path: string, answer: EarlyAnswer): void {
    this.path = path;
    this.answer = answer;
  }

  /** From now on every answer says that it is the last on its connection, which is the router's to say. */
  end(): void {
    this.isEnding = true;
  }

  /** Puts itself in front of whoever listens to the server's requests now. */
  listenTo(server: Server): void {
    const others = server.listeners('request');
    server.removeAllListeners('request');
    server.on('request', (raw: IncomingMessage, response: ServerResponse) => {
      if (this.answers(raw, response)) return;
      const pass = (): void => {
        for (const listener of others) Reflect.apply(listener, server, [raw, response]);
      };
      if (!this.forms.takes(raw, response, pass, () => this.isEnding)) pass();
    });
  }

  private answers(raw: IncomingMessage, response: ServerResponse): boolean {
    if (this.path === null || this.isEnding || raw.url?.startsWith(this.path) !== true)
      return false;
    if (hasBody(raw) || raw.headers.expect !== undefined || isClosing(raw)) return false;
    if (ambiguityOf(raw, HeaderLines.of(raw.rawHeaders)) !== null) return false;
    const id = this.newId(raw);
    const startedMs = this.log.writesAllowed ? performance.now() : 0;
    const answered = this.answer({ raw, id, clientAddress: this.clientAddressOf(raw) }, response);
    if (answered === null) {
      this.ids.set(raw, id);
      return false;
    }
    if (this.log.writesAllowed) {
      this.log.writeAllowed(id, { raw, ...answered }, performance.now() - startedMs);
    }
    return true;
  }
}
