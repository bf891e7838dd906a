import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type Provider from 'oidc-provider';
import { errors, type ClientAuthMethod, type SigningAlgorithm } from 'oidc-provider';
import { LEEWAY_MS } from '../../../kernel/token-times.js';
import { OAuthRecords } from '../../../modules/tokens/index.js';
import { Clock } from '../../../platform/clock.js';

/** How clients prove who they are at the endpoints that ask for it. */
export const CLIENT_PROOFS = [
  'client_secret_basic',
  'client_secret_post',
  'private_key_jwt',
] as const satisfies readonly ClientAuthMethod[];

/** Asymmetric ones only: a public key must never pass for a shared secret. */
export const ASSERTION_ALGORITHMS = [
  ...(['ES256', 'ES384', 'ES512', 'Ed25519', 'EdDSA'] as const),
  ...(['PS256', 'PS384', 'PS512', 'RS256', 'RS384', 'RS512'] as const),
] as const satisfies readonly SigningAlgorithm[];

const MODEL = 'ReplayDetection';
/**
 * RFC 7523 §3 lets us refuse what would have to be remembered for long. An hour is what Authlib gives an
 * assertion unless it is told otherwise.
 */
const LONGEST_LIFE_SECONDS = 60 * 60;

/** What the engine's replay detection has and its type declarations leave out. */
interface ReplayModel {
  unique: (issuer: string, id: string, expiresAt: number) => Promise<boolean>;
}

/** Signed proofs of clients (RFC 7523 §2.2, OpenID Connect Core §9): each of them works once, and soon. */
@Injectable()
export class ClientAssertions {
  constructor(
    private readonly records: OAuthRecords,
    private readonly clock: Clock,
  ) {}

  /**
   * The engine looks whether an id was seen and stores it in two steps. Between them another request
   * may have been faster, which only one insertion can tell.
   */
  install(provider: Provider): void {
    const model = provider.ReplayDetection as unknown as ReplayModel;
    model.unique = (issuer, id, expiresAt) => {
      const digest = createHash('sha256').update(`${issuer}\0${id}`).digest('base64url');
      const seconds = Math.max(1, Math.ceil(expiresAt - this.now()));
      return this.records.claim(MODEL, digest, { iss: issuer }, seconds);
    };
  }

  /** @throws InvalidClientAuth for an assertion that would work for more than an hour */
  checkLifetime({ exp }: { readonly exp?: unknown }): void {
    if (typeof exp === 'number' && exp - this.now() <= LONGEST_LIFE_SECONDS + LEEWAY_MS / 1000)
      return;
    throw new errors.InvalidClientAuth('the client assertion lives for more than an hour');
  }

  private now(): number {
    return this.clock.now() / 1000;
  }
}
