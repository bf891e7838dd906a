/** Pages and files for people's browsers: no part of the API. */
const HIDDEN: readonly RegExp[] = [
  /^\/$/,
  /^\/console(?:\/|$)/,
  /^\/errors(?:\/|$)/,
  /^\/interaction(?:\/|$)/,
  /^\/setup(?:\/|$)/,
  /^\/pages\//,
  /^\/llms\.txt$/,
  /^\/favicon\.ico$/,
  /^\/robots\.txt$/,
  /^\/\.well-known\/(?:security\.txt|change-password)$/,
];

export function isHidden(path: string): boolean {
  return HIDDEN.some((pattern) => pattern.test(path));
}
