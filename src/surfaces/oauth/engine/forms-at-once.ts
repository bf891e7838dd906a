import type { ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import type { Awaitable } from '../../../kernel/awaitable.js';
import { COMMON_HEADERS, type EarlyForm } from '../../../platform/http/index.js';
import { ClientUse } from './client-use.js';
import { EngineObserver } from './engine-observer.js';
import { Introspection } from './introspection.js';
import { KnownClients } from './known-clients.js';
import { MachineTokens } from './machine-tokens.js';

/** Beside what every answer has: what the engine says to a program that calls from no other origin. */
const HEADERS = [
  ...COMMON_HEADERS,
  ...['Vary', 'Origin', 'Access-Control-Allow-Origin', '*'],
  ...['Access-Control-Expose-Headers', 'WWW-Authenticate', 'cache-control', 'no-store'],
  ...['Content-Type', 'application/json; charset=utf-8'],
];
/** The one member that a plain question has; of what it may consist needs no decoding. */
const QUESTION = /^token=([A-Za-z0-9._~-]+)$/;
const CLIENT_CREDENTIALS = 'client_credentials';
const MACHINE = /(?:^|&)grant_type=client_credentials(?:&|$)/;

/**
 * Answers, ahead of the router and the engine, what resource servers and machines ask again and again: a client
 * that the engine knows, a plain form, and an answer that is "yes". The engine answers all else, with what is
 * wrong about it.
 */
@Injectable()
export class FormsAtOnce {
  constructor(
    private readonly clients: KnownClients,
    private readonly introspection: Introspection,
    private readonly machineTokens: MachineTokens,
    private readonly uses: ClientUse,
    private readonly observer: EngineObserver,
  ) {}

  /** @returns false, with nothing written, when the question is the engine's to answer */
  introspect(form: EarlyForm, response: ServerResponse): boolean {
    const token = QUESTION.exec(form.body)?.[1];
    if (token === undefined) return false;
    const client = this.clients.prove(form.raw.headers);
    if (client === null) return false;
    const answer = this.introspection.answerAtOnce(client, token);
    if (answer === null) return false;
    this.uses.noteAt(client.clientId, form.clientAddress, form.raw.headers['user-agent']);
    send(form, response, answer);
    return true;
  }

  /** The same for a token of a machine, which is there when its row is. */
  issue(form: EarlyForm, response: ServerResponse): Awaitable<boolean> {
    if (!MACHINE.test(form.body)) return false;
    const client = this.clients.prove(form.raw.headers);
    if (client === null) return false;
    const grant = this.machineTokens.grantFor(form.raw, client, form.body);
    if (grant === null) return false;
    return this.machineTokens.issue(grant).then((answer) => {
      this.uses.noteAt(client.clientId, form.clientAddress, form.raw.headers['user-agent']);
      this.observer.countToken(CLIENT_CREDENTIALS);
      send(form, response, JSON.stringify(answer));
      return true;
    });
  }
}

function send({ id }: EarlyForm, response: ServerResponse, text: string): void {
  const length = String(Buffer.byteLength(text));
  response.writeHead(200, ['x-request-id', id, ...HEADERS, 'Content-Length', length]);
  response.end(text);
}
