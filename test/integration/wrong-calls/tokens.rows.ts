import { auth, unsigned, type WrongCall } from './wrong-call.js';

/** Tokens that servers issue. */
export const TOKENS: readonly WrongCall[] = [
  {
    call: 'refresh token',
    headers: (w) => auth(`Bearer ${w.refreshToken}`),
    status: 401,
    code: 'token_malformed',
    detail: 'The token has one part; a signed token has three, separated by dots.',
    hint: 'This is a refresh token. Exchange it at POST /login/refresh, and send the access_token that comes back.',
  },
  {
    call: 'the refresh token of an OAuth client',
    headers: () => auth('Bearer 2YotnFZFEjr1zCsicMWpAA'),
    status: 401,
    code: 'token_malformed',
    detail: 'The token has one part; a signed token has three, separated by dots.',
    hint: 'A refresh token, an authorization code, a client secret or a password opens no API: send the access_token of the token response.',
  },
  {
    call: 'a token without its signature',
    headers: (w) => auth(`Bearer ${w.accessToken.split('.').slice(0, 2).join('.')}`),
    status: 401,
    code: 'token_malformed',
    detail: 'The token has 2 parts; a signed token has three, separated by dots.',
    hint: 'The token was cut off, or never signed: send all three parts, as they were received.',
  },
  {
    call: 'a changed token',
    headers: (w) => auth(`Bearer ${w.accessToken.slice(0, -6)}AAAAAA`),
    status: 401,
    code: 'token_signature_invalid',
    detail:
      'The signature does not fit the content of the token, or it was not made with the expected key and algorithm.',
    hint: 'Send the token exactly as it was received, to the server that issued it. If it is unchanged, the key that signed it was retired or revoked: obtain a new token.',
  },
  {
    call: 'a token of another issuer',
    headers: () =>
      auth(
        `Bearer ${unsigned({ alg: 'RS256', kid: 'x' }, { iss: 'https://accounts.example', sub: '1' })}`,
      ),
    status: 401,
    code: 'token_signature_invalid',
    detail:
      'The token names a signing key in its header that this server does not have, or trusts no more.',
    hint: 'The token says that another server issued it (iss). Ask this one for a token: its issuer is http://localhost:3000.',
  },
  {
    call: 'a token with alg none',
    headers: () => auth(`Bearer ${unsigned({ alg: 'none' }, { sub: '1' })}`),
    status: 401,
    code: 'token_signature_invalid',
    detail: 'The header of the token does not name the key that it was signed with.',
    hint: 'The token is not signed at all (alg none).',
  },
];
