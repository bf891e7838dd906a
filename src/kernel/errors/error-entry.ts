/**
 * What `WWW-Authenticate` says (RFC 6750 §3, RFC 9449 §7.1): `bearer` is a challenge without `error`, all others
 * are the values of `error`.
 */
export type ChallengeForm =
  | 'none'
  | 'bearer'
  | 'invalid_token'
  | 'invalid_request'
  | 'invalid_dpop_proof'
  | 'insufficient_scope';

/** The languages of every public text. */
export type Language = 'en' | 'zh';

export type LocalizedText = Readonly<Record<Language, string>>;

/** One row of the error table; pages, documentation and responses are made from it. */
export interface ErrorEntry {
  readonly status: number;
  readonly title: LocalizedText;
  /** What is wrong, told to the holder of the credential; the English text is the default `detail`. */
  readonly meaning: LocalizedText;
  /** What to do about it. */
  readonly remedy: LocalizedText;
  readonly challenge: ChallengeForm;
}
