import { z } from 'zod';
import { lineSchema } from '../../platform/http/index.js';

const CONTROL_CHARACTER = /\p{Cc}/u;

const line = (longest: number, example: string) =>
  lineSchema(longest, z.string().trim()).meta({ example });

/** Several lines of an address; everything else of a control character is refused. */
const lines = (longest: number, example: string) =>
  z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(longest, `must have at most ${longest} characters`)
    .refine((text) => !CONTROL_CHARACTER.test(text.replace(/\r?\n/g, '')), {
      error: 'must not contain control characters other than line breaks',
    })
    .meta({ example });

const webAddress = (example: string) =>
  z
    .string()
    .max(2_000, 'must have at most 2000 characters')
    .refine(isWebAddress, { error: 'must be an http or https URL' })
    .meta({ format: 'uri', example });

const emailSchema = z
  .email('must be an email address')
  .max(254, 'must have at most 254 characters')
  .meta({ example: 'olga@example.com' });

const phoneSchema = z
  .string()
  .regex(/^\+[1-9]\d{1,14}$/, 'must be a phone number such as +442071838750 (E.164)')
  .meta({ example: '+442071838750' });

const birthdateSchema = z
  .string()
  .refine(isBirthdate, { error: 'must be YYYY-MM-DD, 0000-MM-DD without the year, or YYYY' })
  .meta({ example: '1984-02-29' });

const zoneSchema = z
  .string()
  .max(64, 'must have at most 64 characters')
  .refine(isTimeZone, { error: 'must be a time zone such as Europe/Paris' })
  .meta({ example: 'Europe/Paris' });

const localeSchema = z
  .string()
  .max(64, 'must have at most 64 characters')
  .refine(isLanguageTag, { error: 'must be a language tag such as en-GB (BCP 47)' })
  .meta({ example: 'en-GB' });

/** OpenID Connect Core §5.1.1 */
const addressSchema = z
  .strictObject({
    formatted: lines(1_000, '1 Harbour Street\nLeith\nUnited Kingdom').optional(),
    street_address: lines(500, '1 Harbour Street').optional(),
    locality: line(200, 'Leith').optional(),
    region: line(200, 'Scotland').optional(),
    postal_code: line(40, 'EH6 6AA').optional(),
    country: line(200, 'United Kingdom').optional(),
  })
  .refine((address) => Object.keys(address).length > 0, { error: 'must not be empty' });

/** What a person may say of themselves. Null removes a claim, what is absent stays as it is. */
const OWN_CLAIMS = {
  name: line(200, 'Olga Petrova').nullish(),
  given_name: line(200, 'Olga').nullish(),
  family_name: line(200, 'Petrova').nullish(),
  middle_name: line(200, 'Maria').nullish(),
  nickname: line(200, 'Olya').nullish(),
  profile: webAddress('https://example.com/olga').nullish(),
  picture: webAddress('https://example.com/olga.png').nullish(),
  website: webAddress('https://olga.example.com').nullish(),
  email: emailSchema.nullish(),
  gender: line(100, 'female').nullish(),
  birthdate: birthdateSchema.nullish(),
  zoneinfo: zoneSchema.nullish(),
  locale: localeSchema.nullish(),
  phone_number: phoneSchema.nullish(),
  address: addressSchema.nullish(),
};

export const ownClaimsSchema = z.strictObject(OWN_CLAIMS);

/** What an administrator may say of a person: also what was verified. */
export const userClaimsSchema = z
  .strictObject({
    ...OWN_CLAIMS,
    email_verified: z.boolean().meta({ example: true }).nullish(),
    phone_number_verified: z.boolean().meta({ example: true }).nullish(),
  })
  .meta({
    description:
      'Standard claims of OpenID Connect (Core §5.1). Null removes one, what is absent stays as it is.',
  });

const text = z.string().optional();

/** The claims in an answer: those that are known. */
export const userClaimsViewSchema = z.object({
  name: text,
  given_name: text,
  family_name: text,
  middle_name: text,
  nickname: text,
  profile: text,
  picture: text,
  website: text,
  email: text,
  email_verified: z.boolean().optional(),
  gender: text,
  birthdate: text,
  zoneinfo: text,
  locale: text,
  phone_number: text,
  phone_number_verified: z.boolean().optional(),
  address: z
    .object({
      formatted: text,
      street_address: text,
      locality: text,
      region: text,
      postal_code: text,
      country: text,
    })
    .optional(),
});

function isWebAddress(address: string): boolean {
  const protocol = URL.parse(address)?.protocol;
  return (protocol === 'https:' || protocol === 'http:') && !/[\s\p{Cc}]/u.test(address);
}

/** ISO 8601-1, where the year 0000 stands for one that is not told (OpenID Connect Core §5.1). */
function isBirthdate(date: string): boolean {
  const parts = /^(\d{4})(?:-(\d{2})-(\d{2}))?$/.exec(date);
  if (parts === null) return false;
  const [, year = '', month, day] = parts;
  if (month === undefined || day === undefined) return year !== '0000';
  // Some year that was not told may have had a 29 February.
  const known = year === '0000' ? '2000' : year;
  const time = Date.parse(`${known}-${month}-${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(`${known}-${month}-${day}`);
}

function isTimeZone(zone: string): boolean {
  // The runtime also knows offsets such as +01:00, which name no zone.
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

function isLanguageTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
