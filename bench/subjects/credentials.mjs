import { createHmac, hash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { Pool } from 'undici';

const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const BASE32 = '0123456789abcdefghjkmnpqrstvwxyz';
const AT_ONCE = 16;

/** App tokens as a consumer signs them: HS256 with the SK, each with a `jti` of its own. */
export function signTokens({ ak, sk }, count) {
  const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const head = encode({ alg: 'HS256', typ: 'JWT' });
  const now = Math.floor(Date.now() / 1000);
  const claims = { sub: ak, iss: ak, typ: 'app_token', iat: now, exp: now + 7200 };
  const series = randomBytes(8).toString('hex');
  return Array.from({ length: count }, (_, i) => {
    const input = `${head}.${encode({ ...claims, jti: `${series}${i}` })}`;
    return `${input}.${createHmac('sha256', sk).update(input).digest('base64url')}`;
  });
}

/** Access tokens from the token endpoint, where every client gets them. */
export async function askForTokens(url, { headers, body }, count) {
  const pool = new Pool(url, { connections: AT_ONCE });
  const tokens = [];
  let left = count;
  const work = async () => {
    while (left > 0) {
      left -= 1;
      const request = { path: '/oauth/token', method: 'POST', headers, body };
      const answer = await pool.request(request);
      if (answer.statusCode !== 200) throw new Error(`a token was refused: ${answer.statusCode}`);
      tokens.push((await answer.body.json()).access_token);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await pool.close();
  return tokens;
}

/**
 * Writes API keys straight into the database of a server that is not running, in the form in which the
 * server itself keeps them.
 *
 * @returns the keys
 */
export function insertKeys(database, appId, count) {
  const now = Date.now();
  const key = database.prepare(
    `INSERT INTO api_keys (id, app_id, name, environment, scopes, created_at, updated_at)
     VALUES (?, ?, 'bench', 'live', '[]', ${now}, ${now})`,
  );
  const secret = database.prepare(
    `INSERT INTO api_key_secrets (digest, api_key_id, preview, created_at) VALUES (?, ?, 'ost_live_…', ${now})`,
  );
  const made = Array.from({ length: count }, (_, i) => {
    const value = newKey();
    return { value, id: `key_${idBody(i)}`, digest: hash('sha256', value, 'hex') };
  });
  database.transaction(() => {
    for (const { id } of made) key.run(id, appId);
    // In the order of the index: a million random places in it would take minutes.
    for (const { id, digest } of made.toSorted((a, b) => (a.digest < b.digest ? -1 : 1))) {
      secret.run(digest, id);
    }
  })();
  return made.map(({ value }) => value);
}

function newKey() {
  const body = Array.from(randomBytes(43), (byte) => BASE62[byte % 62]).join('');
  const text = `ost_live_${body}`;
  let rest = crc32(text);
  let checksum = '';
  for (let i = 0; i < 6; i += 1) {
    checksum = BASE62[rest % 62] + checksum;
    rest = Math.floor(rest / 62);
  }
  return text + checksum;
}

function idBody(number) {
  let text = '';
  for (let rest = number, i = 0; i < 26; i += 1, rest = Math.floor(rest / 32)) {
    text = BASE32[rest % 32] + text;
  }
  return text;
}
