/** Letters of the secrets that documentation, compose files and tutorials show. */
const SAMPLE_WORDS = [
  'admin',
  'administrator',
  'changeme',
  'changethis',
  'correcthorsebatterystaple',
  'default',
  'example',
  'letmein',
  'mysecret',
  'mysecretkey',
  'password',
  'please',
  'qwerty',
  'replaceme',
  'root',
  'sample',
  'secret',
  'secretkey',
  'yourapikeyhere',
  'yourpasswordhere',
];

const ONLY_SAMPLE_WORDS = new RegExp(`^(?:${SAMPLE_WORDS.join('|')})+$`);

/**
 * Whether a secret is nothing but words that examples use, whatever the case, the punctuation and
 * the digits between them: `my_secret_key`, `Change-Me-123`, `admin/admin`.
 */
export function isSampleSecret(secret: string): boolean {
  return ONLY_SAMPLE_WORDS.test(secret.toLowerCase().replace(/[^a-z]/g, ''));
}

/** Whether a key is one that people type: one byte repeated, or bytes counting up. */
export function isSampleKey(key: Uint8Array): boolean {
  const step = ((key[1] ?? 0) - (key[0] ?? 0) + 256) % 256;
  if (step > 1) return false;
  return key.every((byte, index) => byte === ((key[0] ?? 0) + index * step) % 256);
}
