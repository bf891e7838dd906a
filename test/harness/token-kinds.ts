import { epochSeconds, hmac, makeJws, type Members, readJws, signature } from './jws.js';
import { ownKey } from './own-keys.js';
import type { World } from './world.js';

/** A kind of token, and what it takes to make one that differs from a good one in one thing only. */
export interface TokenKind {
  readonly name: string;
  /** Signed by the server itself, rather than by a consumer. */
  readonly isOwn: boolean;
  readonly header: Members;
  /** Of a good token, made now. */
  claims(): Members;
  /** Signs anything with the key that a good token is signed with. Text is taken as the raw part. */
  sign(header: unknown, payload: unknown): string;
  /** A good token with these members changed; undefined removes one. */
  with(claims: Members, header?: Members): string;
  /** The header line that shows a token. */
  line(token: string): string;
}

/** A path of the API of `openTokenKinds`, which takes every kind. */
export const ANY = '/any/x';

export type TokenKinds = Readonly<Record<'login' | 'access' | 'app' | 'person', TokenKind>>;

const opened = new WeakMap<World, Promise<TokenKinds>>();

/** One good token of each kind, and an API that takes all of them; once per world. */
export function openTokenKinds(world: World): Promise<TokenKinds> {
  let kinds = opened.get(world);
  if (kinds === undefined) {
    kinds = makeTokenKinds(world);
    opened.set(world, kinds);
  }
  return kinds;
}

async function makeTokenKinds(world: World): Promise<TokenKinds> {
  await world.createApi('/any', { audience: world.publicUrl });
  const { ak, sk } = await world.createAccessKey();
  const own = ownKey(world.server);
  const bearer = (token: string): string => `Authorization: Bearer ${token}`;
  const ownKind = (name: string, token: string): TokenKind => {
    const { header, claims } = readJws(token);
    const sign = (head: unknown, payload: unknown): string =>
      makeJws(head, payload, signature(own.privateKey));
    return kind({ name, isOwn: true, header, claims: () => claims, sign, line: bearer });
  };
  const signedKind = (name: string, claims: Members): TokenKind =>
    kind({
      name,
      isOwn: false,
      header: { alg: 'HS256', typ: 'JWT' },
      claims: () => ({ iss: ak, iat: epochSeconds(), exp: epochSeconds(600), ...claims }),
      sign: (head, payload) => makeJws(head, payload, hmac(sk)),
      line: (token) => `Apihub-Token: ${token}`,
    });
  return {
    login: ownKind('a login token', await world.server.loginAsAdmin()),
    access: ownKind('an access token', (await clientCredentials(world)).token),
    app: signedKind('an app token', { sub: ak, typ: 'app_token' }),
    person: signedKind('a person token', { sub: 'u-1', typ: 'person_token' }),
  };
}

/** A client of its own and an access token that it got for itself. */
export async function clientCredentials(
  world: World,
  scope = '',
): Promise<{ token: string; clientId: string; clientSecret: string; appId: string }> {
  const appId = await world.createApp();
  const client = await world.create<{ client_id: string; client_secret: string }>(
    `/admin/apps/${appId}/oauth-clients`,
    { client_name: 'Robot', grant_types: ['client_credentials'], scope },
  );
  const { client_id: clientId, client_secret: clientSecret } = client;
  const response = await fetch(world.server.url('/oauth/token'), {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      ...(scope === '' ? {} : { scope }),
    }),
  });
  const answer = (await response.json()) as { access_token?: string };
  if (answer.access_token === undefined) throw new Error(`no token: ${JSON.stringify(answer)}`);
  return { token: answer.access_token, clientId, clientSecret, appId };
}

function kind(parts: Omit<TokenKind, 'with'>): TokenKind {
  return {
    ...parts,
    with: (claims, header = {}) =>
      parts.sign({ ...parts.header, ...header }, { ...parts.claims(), ...claims }),
  };
}
