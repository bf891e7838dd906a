import { type KeyObject, verify } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { parseCompactJws, type ParsedJws } from '../../kernel/compact-jws.js';
import { AppError } from '../../kernel/errors/index.js';
import { SigningKeysService } from './signing-keys.service.js';

/** Finds the key that a token of ours must have been signed with. */
@Injectable()
export class TokenKeys {
  constructor(private readonly keys: SigningKeysService) {}

  /**
   * The public key that the header names. The key has to be named, has to sign access and login
   * tokens, and has to be used with its own algorithm (RFC 8725 §3.1).
   *
   * @throws AppError `token_signature_invalid`; `token_wrong_type` for a key of ours that signs ID tokens
   */
  keyFor(header: Readonly<Record<string, unknown>>): KeyObject {
    const { kid, alg } = header;
    const key = typeof kid === 'string' ? this.keys.keyObjectOf(kid) : undefined;
    if (key === undefined) {
      throw new AppError('token_signature_invalid', {
        detail:
          typeof kid === 'string'
            ? 'The token names a signing key in its header that this server does not have, or trusts no more.'
            : 'The header of the token does not name the key that it was signed with.',
      });
    }
    if (alg !== key.algorithm) {
      throw new AppError('token_signature_invalid', {
        detail:
          'The token names one of our keys together with an algorithm that the key is not for.',
      });
    }
    if (key.use !== 'access') {
      throw new AppError('token_wrong_type', {
        detail: 'This is an ID token. It says who signed in and opens no API.',
        hint: 'Call APIs with the access_token of the same token response.',
      });
    }
    return key.publicKey;
  }

  /**
   * Takes a token apart and proves that this server signed it. Its claims and state are unchecked.
   *
   * @throws AppError `token_malformed`, `token_signature_invalid`, `token_wrong_type`
   */
  prove(token: string): ParsedJws {
    const parsed = parseCompactJws(token);
    const { header, signingInput, signature } = parsed;
    const options = { key: this.keyFor(header), dsaEncoding: 'ieee-p1363' } as const;
    const isSigned =
      header['alg'] === 'ES256' && verify('sha256', Buffer.from(signingInput), options, signature);
    if (!isSigned) throw new AppError('token_signature_invalid');
    return parsed;
  }
}
