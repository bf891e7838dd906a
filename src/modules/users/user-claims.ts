import { AppError } from '../../kernel/errors/index.js';

/** What is said of a person in text (OpenID Connect Core §5.1). */
export type TextClaim =
  | 'name'
  | 'given_name'
  | 'family_name'
  | 'middle_name'
  | 'nickname'
  | 'profile'
  | 'picture'
  | 'website'
  | 'email'
  | 'gender'
  | 'birthdate'
  | 'zoneinfo'
  | 'locale'
  | 'phone_number';

/** OpenID Connect Core §5.1.1 */
export interface AddressClaim {
  /** All of it as it would be written on an envelope, with line breaks. */
  readonly formatted?: string | undefined;
  readonly street_address?: string | undefined;
  readonly locality?: string | undefined;
  readonly region?: string | undefined;
  readonly postal_code?: string | undefined;
  readonly country?: string | undefined;
}

/** The standard claims that are kept about a person; what is not known is absent. */
export type UserClaims = {
  readonly [Name in TextClaim]?: string;
} & {
  readonly email_verified?: boolean;
  readonly phone_number_verified?: boolean;
  readonly address?: AddressClaim;
};

/** Null removes a claim; what is absent stays as it is. An address is replaced as a whole. */
export type ClaimChanges = {
  readonly [Name in keyof UserClaims]?: UserClaims[Name] | null | undefined;
};

/** Which claim a claim about its verification speaks of. */
const VERIFIED = { email_verified: 'email', phone_number_verified: 'phone_number' } as const;

/**
 * What is known of a person after a change. An address or number that becomes another one is not verified
 * any more, unless the same change says so.
 *
 * @throws AppError `invalid_request` for `…_verified` of something that is not there
 */
export function changedClaims(current: UserClaims, changes: ClaimChanges): UserClaims {
  const claims: Record<string, unknown> = { ...current };
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) continue;
    if (value === null) delete claims[name];
    else claims[name] = value;
  }
  for (const [verified, subject] of Object.entries(VERIFIED)) {
    const isGiven = typeof changes[verified as keyof typeof VERIFIED] === 'boolean';
    if (claims[subject] === undefined && isGiven) throw nothingToVerify(verified, subject);
    if (claims[subject] !== current[subject] && !isGiven) delete claims[verified];
  }
  return claims;
}

function nothingToVerify(verified: string, subject: string): AppError {
  const detail = `There is no ${subject} that it could speak of.`;
  return new AppError('invalid_request', {
    detail,
    errors: [{ pointer: `#/claims/${verified}`, detail }],
  });
}
