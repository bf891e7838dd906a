import { hash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Awaitable } from '../kernel/awaitable.js';
import { canonicalAddress, type CidrMatcher, compileCidrs } from '../kernel/cidr.js';
import type { Verified } from '../kernel/decision.js';
import { type DpopProof, readDpopProof } from '../kernel/dpop-proof.js';
import { AppError } from '../kernel/errors/index.js';
import { timestamp } from '../kernel/timestamp.js';
import { LEEWAY_MS } from '../kernel/token-times.js';
import { Clock } from '../platform/clock.js';
import { AppConfig } from '../platform/config/index.js';
import { REDIS, type Redis } from '../platform/redis/index.js';
import { type Call, pathOf } from './call.js';
import type { Presented } from './presented.js';
import { UsedProofs } from './used-proofs.js';

/** A proof is made for one request; so old it may be when it arrives. */
const MAX_AGE_MS = 60_000;

/**
 * Whether a caller holds the key that its token is bound to (RFC 9449 §7). Asked for every call with such
 * a token and never remembered; a token without a key needs no proof, and then takes none.
 */
@Injectable()
export class ProofOfPossession {
  private readonly used: UsedProofs;
  private readonly trustedProxies: CidrMatcher;

  constructor(
    private readonly config: AppConfig,
    private readonly clock: Clock,
    @Inject(REDIS) redis: Redis | null,
  ) {
    this.used = new UsedProofs(MAX_AGE_MS + 2 * LEEWAY_MS, redis);
    this.trustedProxies = compileCidrs(config.trustedProxies);
  }

  /**
   * @param uses whether the proof is used up by it
   * @throws AppError `token_binding_mismatch`, `dpop_proof_invalid`; `unavailable` as `UsedProofs`
   */
  check(call: Call, presented: Presented, { jkt }: Verified, uses = true): Awaitable<void> {
    const { proof } = presented;
    if (proof === undefined) {
      if (jkt === null) return;
      throw new AppError('token_binding_mismatch', {
        detail: 'This token is bound to a key, and was sent without the proof of it.',
        hint: 'Send it as "Authorization: DPoP <token>" with a "DPoP: <proof>" header (RFC 9449).',
      });
    }
    if (jkt === null) {
      throw new AppError('token_binding_mismatch', {
        detail: 'This token is not bound to a key, so there is nothing to prove.',
        hint: 'Send it as "Authorization: Bearer <token>", or show a proof when you ask for a token.',
      });
    }
    return this.prove(call, proof, jkt, presented.value, uses);
  }

  private async prove(
    call: Call,
    text: string,
    jkt: string,
    value: string,
    uses: boolean,
  ): Promise<void> {
    const proof = readDpopProof(text);
    if (proof.thumbprint !== jkt) {
      throw new AppError('token_binding_mismatch', {
        detail: 'The proof is made with another key than the one that the token is bound to.',
      });
    }
    if (proof.method !== call.method) throw invalid(`The htm of the proof is not ${call.method}.`);
    this.requireUrl(call, proof);
    if (proof.tokenDigest !== hash('sha256', value, 'base64url')) {
      throw invalid('The ath of the proof is not the SHA-256 of this token, in base64url.');
    }
    await this.requireFresh(proof, uses);
  }

  /** RFC 9449 §4.3, point 9: without query and fragment, in the normal form of URLs. */
  private requireUrl(call: Call, { url }: DpopProof): void {
    const claimed = URL.parse(url);
    if (claimed !== null) {
      claimed.search = '';
      claimed.hash = '';
    }
    const path = pathOf(call.target);
    const urls = this.originsOf(call).map((origin) => URL.parse(`${origin}${path}`)?.href);
    if (claimed !== null && urls.includes(claimed.href)) return;
    throw new AppError('dpop_proof_invalid', {
      detail: `The htu of the proof is not the URL of this call, ${this.config.publicUrl}${path}.`,
      hint: 'It is the URL as clients know it, without query and fragment.',
    });
  }

  /**
   * What this server is called by: its public URL, and what a trusted proxy says. Never what `Host` says
   * otherwise: who has stolen a proof for another server writes that server's name there.
   */
  private originsOf({ connection, headers }: Call): string[] {
    const { publicUrl } = this.config;
    const peer = canonicalAddress(connection?.remoteAddress ?? '');
    if (peer === '' || !this.trustedProxies.matches(peer)) return [publicUrl];
    const [host, ...otherHosts] = headers.all('x-forwarded-host');
    const [scheme, ...otherSchemes] = headers.all('x-forwarded-proto');
    const isOne = otherHosts.length + otherSchemes.length === 0;
    if (!isOne || host === undefined || (scheme !== 'https' && scheme !== 'http')) {
      return [publicUrl];
    }
    const forwarded = URL.parse(`${scheme}://${host}`);
    const isBare = forwarded?.href === `${forwarded?.origin}/`;
    return forwarded !== null && isBare ? [publicUrl, forwarded.origin] : [publicUrl];
  }

  private async requireFresh(
    { issuedAt, thumbprint, id }: DpopProof,
    uses: boolean,
  ): Promise<void> {
    const now = this.clock.now();
    const ageMs = now - issuedAt;
    const members = { server_time: timestamp(now) };
    if (ageMs < -LEEWAY_MS) {
      throw new AppError('dpop_proof_invalid', {
        detail: `The proof was made ${Math.ceil(-ageMs / 1000)} s in the future: the clock of its maker is ahead.`,
        members,
      });
    }
    if (ageMs > MAX_AGE_MS + LEEWAY_MS) {
      throw new AppError('dpop_proof_invalid', {
        detail: `The proof was made ${Math.floor(ageMs / 1000)} s ago; make one for each call.`,
        members,
      });
    }
    if (uses && !(await this.used.use(thumbprint, id, now))) {
      throw new AppError('dpop_proof_invalid', {
        detail: 'The proof was used before: make one for each call, with a jti of its own.',
        internal: 'dpop_proof_replayed',
      });
    }
  }
}

function invalid(detail: string): AppError {
  return new AppError('dpop_proof_invalid', { detail });
}
