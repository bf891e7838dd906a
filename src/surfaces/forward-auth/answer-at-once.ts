import type { IncomingMessage, ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import {
  type Allowed,
  corsHeaders,
  type Decision,
  Doorkeeper,
  IdentityHeaders,
} from '../../auth/index.js';
import type { Awaitable } from '../../kernel/awaitable.js';
import {
  COMMON_HEADERS,
  type EarlyAnswered,
  type EarlyRequest,
  rateLimitHeaders,
} from '../../platform/http/index.js';
import type { Question } from './question.js';
import { type Asked, Questions } from './questions.js';

/** A question that was put to the doorkeeper, and is still to be answered. */
export interface Begun {
  readonly asked: Asked;
  readonly decision: Awaitable<Decision>;
}

/** Of every 200; no proxy keeps a decision, whatever it was told to keep. */
const FIXED = [...COMMON_HEADERS, 'cache-control', 'no-store', 'content-length', '0'];

/**
 * Answers, ahead of the router, the questions that make up nearly all: about a call that is allowed, and
 * known to be without waiting for anything. The route answers all others, with the same steps, and goes on
 * from the decision where one was begun here: no call is decided on twice.
 */
@Injectable()
export class AnswerAtOnce {
  private readonly begun = new WeakMap<IncomingMessage, Begun>();

  constructor(
    private readonly questions: Questions,
    private readonly doorkeeper: Doorkeeper,
    private readonly identities: IdentityHeaders,
  ) {}

  /** @returns null when the question is the route's to answer */
  answer(request: EarlyRequest, response: ServerResponse): EarlyAnswered | null {
    const { raw, id, clientAddress } = request;
    const question: Question = { raw, id, clientAddress, describes: null };
    const asked = this.read(question);
    if (asked === null) return null;
    const decision = this.doorkeeper.decide(asked.call, asked.policy);
    if (decision instanceof Promise || decision.outcome === 'refused') {
      this.leave(question, { asked, decision });
      return null;
    }
    const headers = this.headersOf(question, asked, decision);
    if (headers === null) {
      this.leave(question, { asked, decision });
      return null;
    }
    response.writeHead(200, headers);
    response.end();
    return {
      describes: asked.call,
      clientAddress: asked.call.clientAddress,
      credentialId: decision.principal.credentialId,
    };
  }

  /** What was begun here for a request, for the route to go on from. */
  begunFor(request: IncomingMessage): Begun | undefined {
    return this.begun.get(request);
  }

  /** @returns null for what is refused before it is decided on, and for what cannot be told yet */
  private read(question: Question): Asked | null {
    try {
      const asked = this.questions.read(question);
      if (!(asked instanceof Promise)) return asked.isBarePreflight ? null : asked;
      asked.catch(() => undefined);
    } catch {
      // The route reads it again, and says what is wrong with it.
    }
    return null;
  }

  private leave({ raw }: Question, begun: Begun): void {
    // The route waits for it; were it not to come to that, nobody would.
    if (begun.decision instanceof Promise) begun.decision.catch(() => undefined);
    this.begun.set(raw, begun);
  }

  /** Names and values in turn; null: the caller cannot be told of, which is the route's to explain. */
  private headersOf(question: Question, asked: Asked, decision: Allowed): string[] | null {
    const { call, policy } = asked;
    let identity: readonly string[];
    try {
      identity = this.identities.linesOf(decision.principal, policy.audience);
    } catch {
      return null;
    }
    const headers = ['x-request-id', question.id, ...FIXED, ...identity];
    pushAll(headers, corsHeaders(call, policy, decision));
    if (decision.limits.length > 0) pushAll(headers, rateLimitHeaders(decision.limits));
    return headers;
  }
}

function pushAll(lines: string[], headers: Readonly<Record<string, string>>): void {
  for (const name in headers) lines.push(name, headers[name] as string);
}
