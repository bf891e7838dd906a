import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Client, Interaction, InteractionResults } from 'oidc-provider';
import type { View } from '../../pages/index.js';

/** One visit to an interaction: who is asked, and on behalf of which client. */
export interface Visit {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly interaction: Interaction;
  readonly client: Client;
}

/** A page to show. */
export interface Shown {
  readonly view: View;
  readonly status?: number;
  readonly retryAfterSeconds?: number | null;
}

/** The person's answer, with which the engine goes on. */
export interface Answered {
  readonly result: InteractionResults;
}

export type StepOutcome = Shown | Answered;

/** A question that an authorization request may raise. */
export interface InteractionStep {
  show(visit: Visit): Promise<Shown> | Shown;
  submit(visit: Visit, fields: URLSearchParams): Promise<StepOutcome>;
}

/** A text parameter of the authorization request. */
export function parameterOf(interaction: Interaction, name: string): string | null {
  const value = interaction.params[name];
  return typeof value === 'string' ? value : null;
}
