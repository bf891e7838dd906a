const DAY_SECONDS = 24 * 60 * 60;

/**
 * How long what the server signs is good for, in seconds. Whoever issues tokens takes the number from
 * here: keys are kept by the same numbers.
 */
export const TOKEN_SECONDS = {
  accessToken: 900,
  loginToken: 900,
  idToken: 3600,
  identityToken: 60,
} as const;

/** How long a sign-in lasts, at `/login` and in a browser, in seconds. */
export const SESSION_SECONDS = 14 * DAY_SECONDS;
