import { parseCompactJws } from '../kernel/compact-jws.js';
import { mistakeIn } from '../kernel/credential-mistakes.js';
import { AppError } from '../kernel/errors/index.js';

/**
 * What is probably wrong with a token that was refused, from what anybody can read in it: whether its
 * signature was ever good does not matter here, and nothing of it is repeated.
 */
export function tokenHint(token: string, { code }: AppError, issuer: string): string | null {
  if (code === 'token_malformed') return malformedHint(token);
  if (code === 'token_signature_invalid') return signatureHint(token, issuer);
  return null;
}

function malformedHint(token: string): string {
  const mistake = mistakeIn(token);
  if (mistake !== null) return mistake.hint;
  if (token.startsWith('rt_')) {
    return 'This is a refresh token. Exchange it at POST /login/refresh, and send the access_token that comes back.';
  }
  if (!token.includes('.')) {
    return 'A refresh token, an authorization code, a client secret or a password opens no API: send the access_token of the token response.';
  }
  if (token.endsWith('.') || token.split('.').length === 2) {
    return 'The token was cut off, or never signed: send all three parts, as they were received.';
  }
  return 'Send the token exactly as it was received or signed, with nothing before, behind or changed in it.';
}

function signatureHint(token: string, issuer: string): string {
  const { header, claims } = parseCompactJws(token);
  if (header['alg'] === 'none') return 'The token is not signed at all (alg none).';
  if (typeof claims['iss'] === 'string' && claims['iss'] !== issuer) {
    return `The token says that another server issued it (iss). Ask this one for a token: its issuer is ${issuer}.`;
  }
  return 'Send the token exactly as it was received, to the server that issued it. If it is unchanged, the key that signed it was retired or revoked: obtain a new token.';
}
