/** A refusal of the server, as it explains itself (RFC 9457). */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail?: string;
  readonly hint?: string;
  readonly request_id?: string;
  readonly doc_url?: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
}

/** What a call of the API throws. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail ?? problem.title);
    this.name = 'ProblemError';
  }
}

/** No answer at all: `code` is ours, in the form of a problem so that one component shows both. */
export const UNREACHABLE = 'unreachable';

export function toProblem(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  const detail = error instanceof Error ? error.message : String(error);
  return { status: 0, code: UNREACHABLE, title: detail };
}

/** What is wrong with each member of a form, by the name of the member; pointers are RFC 6901. */
export function fieldErrors(error: unknown): Record<string, string> {
  const errors = error instanceof ProblemError ? (error.problem.errors ?? []) : [];
  return Object.fromEntries(
    errors.map(({ pointer, detail }) => [pointer.replace(/^#\//, '').replaceAll('/', '.'), detail]),
  );
}
