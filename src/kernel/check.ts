/** The checks of a decision, in the order in which they are made. */
export const CHECKS = [
  'presented',
  'verified',
  'kind',
  'audience',
  'api_grant',
  'address',
  'origin',
  'role',
  'scope',
  'limit',
] as const;

/** One step of a decision; a refusal names the one that failed. */
export type CheckName = (typeof CHECKS)[number];
