import type { Decision } from '../logs/decisions';

/** What somebody in support needs to know of a call; there is no secret in a decision. */
export function ticketText(decision: Decision): string {
  const { request_id, decided_at, method, path, api, outcome, code, detail, checks } = decision;
  return [
    `Request ${request_id} at ${decided_at}`,
    `${method} ${path} (API ${api.name})`,
    `Outcome: ${outcome}${code === null ? '' : ` (${code})`}`,
    ...(detail === null ? [] : [detail]),
    ...checks.map(({ check, result, text }) => `- ${check}: ${result}. ${text}`),
    '',
  ].join('\n');
}
