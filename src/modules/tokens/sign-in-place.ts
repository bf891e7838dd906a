/** From where somebody signed in, as far as it was told. */
export interface SignInPlace {
  readonly clientAddress: string | null;
  readonly userAgent: string | null;
}

const LONGEST_USER_AGENT = 256;
const UNPRINTABLE = /[^\x20-\x7E]/g;

/** A `User-Agent` as it is kept: what anybody may send, cut to what can be shown. */
export function signInPlace(
  clientAddress: string | null,
  userAgent: string | undefined,
): SignInPlace {
  const shown = userAgent?.replace(UNPRINTABLE, '').trim().slice(0, LONGEST_USER_AGENT);
  return { clientAddress, userAgent: shown === undefined || shown === '' ? null : shown };
}
