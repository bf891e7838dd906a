type Kind = 'string' | 'boolean' | 'number' | 'address';

/** OpenID Connect Core §5.1. */
const KINDS: Readonly<Record<string, Kind>> = {
  sub: 'string',
  name: 'string',
  given_name: 'string',
  family_name: 'string',
  middle_name: 'string',
  nickname: 'string',
  preferred_username: 'string',
  profile: 'string',
  picture: 'string',
  website: 'string',
  email: 'string',
  email_verified: 'boolean',
  gender: 'string',
  birthdate: 'string',
  zoneinfo: 'string',
  locale: 'string',
  phone_number: 'string',
  phone_number_verified: 'boolean',
  address: 'address',
  updated_at: 'number',
};
const ADDRESS_MEMBERS = [
  'formatted',
  'street_address',
  'locality',
  'region',
  'postal_code',
  'country',
];

/** The claims that each scope asks for (§5.4). */
export const SCOPE_CLAIMS: Readonly<Record<string, readonly string[]>> = {
  openid: ['sub'],
  profile: [
    'name',
    'given_name',
    'family_name',
    'middle_name',
    'nickname',
    'profile',
    'picture',
    'website',
    'gender',
    'birthdate',
    'zoneinfo',
    'locale',
    'updated_at',
    'preferred_username',
  ],
  email: ['email', 'email_verified'],
  address: ['address'],
  phone: ['phone_number', 'phone_number_verified'],
  offline_access: [],
};

/** What is wrong with the types and values of standard claims; other claims are not looked at. */
export function typesOf(claims: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(claims).flatMap(([name, value]) => {
    const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
    if (kind === undefined || isOfKind(value, kind)) return [];
    return [`${name} is no ${kind}: ${JSON.stringify(value)}`];
  });
}

function isOfKind(value: unknown, kind: Kind): boolean {
  if (kind === 'string') return typeof value === 'string' && value !== '';
  if (kind !== 'address') return typeof value === kind;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(
    ([name, part]) => !ADDRESS_MEMBERS.includes(name) || typeof part === 'string',
  );
}
