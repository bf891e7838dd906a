import type { components } from './schema';

export type Claims = components['schemas']['UserClaims'];
export type ClaimChanges = components['schemas']['OwnClaims'];

/** Standard claims (OpenID Connect Core §5.1) with what browsers can fill in for them; those asked first stand first. */
export const CLAIMS = [
  { name: 'name', autoComplete: 'name' },
  { name: 'given_name', autoComplete: 'given-name' },
  { name: 'family_name', autoComplete: 'family-name' },
  { name: 'nickname', autoComplete: 'nickname' },
  { name: 'email', autoComplete: 'email', type: 'email' },
  { name: 'phone_number', autoComplete: 'tel', type: 'tel' },
  { name: 'website', autoComplete: 'url', type: 'url' },
  { name: 'picture', autoComplete: 'photo', type: 'url' },
  { name: 'birthdate', autoComplete: 'bday' },
  { name: 'locale', autoComplete: 'language' },
  { name: 'zoneinfo', autoComplete: 'off' },
] as const;

export type ClaimName = (typeof CLAIMS)[number]['name'];
export type ClaimTexts = Record<ClaimName, string>;

export function textsOf(claims: Claims): ClaimTexts {
  return Object.fromEntries(CLAIMS.map(({ name }) => [name, claims[name] ?? ''])) as ClaimTexts;
}

/** What differs: an emptied field removes the claim, one that was not touched is left out. */
export function changesOf(before: Claims, texts: ClaimTexts): ClaimChanges {
  const changed = CLAIMS.filter(({ name }) => texts[name].trim() !== (before[name] ?? ''));
  return Object.fromEntries(changed.map(({ name }) => [name, texts[name].trim() || null]));
}
