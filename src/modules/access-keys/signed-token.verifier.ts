import { createSecretKey, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { parseCompactJws, type ParsedJws } from '../../kernel/compact-jws.js';
import type { Verified } from '../../kernel/decision.js';
import { AppError, checkedFor, type ErrorCode } from '../../kernel/errors/index.js';
import { looksLikeAk } from '../../kernel/key-format.js';
import { timestamp } from '../../kernel/timestamp.js';
import { LEEWAY_MS } from '../../kernel/token-times.js';
import { Clock } from '../../platform/clock.js';
import { hintAtMisreading, isSignedWith } from './mac.js';
import { checkClaims, type SignedClaims } from './signed-token.claims.js';
import { WarmAccessKeys, type WarmAccessKey, type WarmSecret } from './warm-access-keys.js';

/** The algorithms that are named in a refusal; any other value of `alg` is not repeated. */
const NAMEABLE = /^(?:none|[HREP]S(?:256|384|512)|EdDSA|ES256K)$/;

/** An unknown AK costs a MAC like a known one. */
const NOBODYS_KEY = createSecretKey(randomBytes(52));

/** Verifies the tokens that consumers sign with their own SK (`app_token`, `person_token`). */
@Injectable()
export class SignedTokenVerifier {
  constructor(
    private readonly accessKeys: WarmAccessKeys,
    private readonly clock: Clock,
  ) {}

  /**
   * Without a database query while the access key is warm. Until the signature is proved, nothing is
   * said that the token itself does not show.
   *
   * @throws AppError `token_malformed`, `access_key_unknown`, `token_signature_invalid`; to the holder
   *   of the SK also `access_key_revoked`, `app_disabled`, `user_disabled`, the reasons of
   *   `checkClaims`, `token_type_not_allowed`, `assertion_not_allowed`
   */
  async verify(rawToken: string): Promise<Verified> {
    const token = parseCompactJws(rawToken);
    const ak = issuerOf(token);
    const accessKey = await this.accessKeys.find(ak);
    if (accessKey === undefined) {
      isSignedWith(NOBODYS_KEY, token);
      throw new AppError('access_key_unknown');
    }
    const now = this.clock.now();
    const secret = prove(token, accessKey, now);
    const { id: credentialId, appId, ownerId } = accessKey;
    return checkedFor({ credentialId, appId, ownerId, subject: null }, () => {
      assertStanding(accessKey, secret, now);
      const claims = checkClaims(token, ak, now);
      assertMayAssert(accessKey, claims);
      return toVerified(accessKey, secret, claims);
    });
  }
}

function issuerOf({ header, claims }: ParsedJws): string {
  const { alg, kid } = header;
  if (alg !== 'HS256') {
    const name = typeof alg === 'string' && NAMEABLE.test(alg) ? alg : 'another algorithm';
    throw new AppError('token_malformed', {
      detail: `The token is signed with ${name}; only HS256 is accepted for tokens signed with an SK.`,
    });
  }
  const { iss } = claims;
  if (typeof iss !== 'string' || !looksLikeAk(iss)) {
    throw new AppError('token_malformed', {
      detail: 'The iss of the token is not an AK: ak_ and 22 letters or digits, nothing around it.',
    });
  }
  // Two names for the key could be read by two readers as two keys.
  if (kid !== undefined && kid !== iss) {
    throw new AppError('token_malformed', {
      detail: 'The token header has a kid that is not the AK. Leave kid out.',
    });
  }
  return iss;
}

/** The secret that the token is signed with; a live one, if there is a choice. */
function prove(token: ParsedJws, { id, secrets }: WarmAccessKey, now: number): WarmSecret {
  const matching = secrets.filter(({ key }) => isSignedWith(key, token));
  const secret = matching.find((candidate) => isLive(candidate, now)) ?? matching[0];
  if (secret !== undefined) return secret;
  const hint = secrets.map(({ key }) => hintAtMisreading(key, token)).find(Boolean);
  throw new AppError('token_signature_invalid', { hint, internal: `bad MAC for ${id}` });
}

function isLive({ retiresAt }: WarmSecret, now: number): boolean {
  return retiresAt === null || retiresAt > now;
}

function assertStanding(accessKey: WarmAccessKey, secret: WarmSecret, now: number): void {
  const { revokedAt, disabledAt } = accessKey;
  const refusal = (code: ErrorCode, detail?: string): AppError => new AppError(code, { detail });
  if (revokedAt !== null) {
    throw refusal('access_key_revoked', `This access key was revoked at ${timestamp(revokedAt)}.`);
  }
  if (secret.retiresAt !== null && !isLive(secret, now)) {
    const at = timestamp(secret.retiresAt);
    throw refusal('access_key_revoked', `This SK was replaced by a newer one and ended at ${at}.`);
  }
  if (disabledAt !== null) {
    const since = timestamp(disabledAt);
    throw refusal('access_key_revoked', `This access key has been disabled since ${since}.`);
  }
  if (accessKey.appDisabledAt !== null) throw refusal('app_disabled');
  if (accessKey.ownerDisabledAt !== null) throw refusal('user_disabled');
}

function assertMayAssert(accessKey: WarmAccessKey, claims: SignedClaims): void {
  if (!accessKey.tokenTypes.includes(claims.type)) {
    throw new AppError('token_type_not_allowed', {
      detail: `This access key may not sign tokens of the type ${claims.type}.`,
    });
  }
  const { assertableRoles } = accessKey;
  if (assertableRoles === null) return;
  const position = claims.roles.findIndex((role) => !assertableRoles.includes(role));
  if (position >= 0) {
    throw new AppError('assertion_not_allowed', {
      detail: `This access key may not assert the role at position ${position + 1} of roles.`,
    });
  }
}

function toVerified(accessKey: WarmAccessKey, secret: WarmSecret, claims: SignedClaims): Verified {
  const tokenEnd = claims.expiresAt + LEEWAY_MS;
  return {
    principal: {
      kind: claims.type,
      subject: claims.subject,
      appId: accessKey.appId,
      credentialId: accessKey.id,
      scopes: accessKey.scopes,
      roles: claims.roles,
      groups: claims.groups,
      expiresAt: claims.expiresAt,
    },
    ownerId: accessKey.ownerId,
    ipAllowlist: accessKey.ipMatcher,
    originAllowlist: accessKey.originMatcher,
    limits: accessKey.holderLimits,
    audiences: null,
    jkt: null,
    validUntil: secret.retiresAt === null ? tokenEnd : Math.min(tokenEnd, secret.retiresAt),
    lineage: { secret: secret.id, parentDigest: null },
    tags: accessKey.tags,
  };
}
