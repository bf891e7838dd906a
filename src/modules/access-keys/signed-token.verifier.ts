import { createSecretKey, type KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Awaitable } from '../../kernel/awaitable.js';
import type { ParsedJws } from '../../kernel/compact-jws.js';
import type { Verified } from '../../kernel/decision.js';
import { AppError, checkedFor, type ErrorCode } from '../../kernel/errors/index.js';
import { generateAccessKeyPair, looksLikeAk, looksLikeSk } from '../../kernel/key-format.js';
import { timestamp } from '../../kernel/timestamp.js';
import { LEEWAY_MS } from '../../kernel/token-times.js';
import { Clock } from '../../platform/clock.js';
import { hintAtMisreading, hintAtOpenKey, isSignedWith } from './mac.js';
import { checkClaims, type SignedClaims } from './signed-token.claims.js';
import { WarmAccessKeys, type WarmAccessKey, type WarmSecret } from './warm-access-keys.js';

/** The algorithms that are named in a refusal; any other value of `alg` is not repeated. */
const NAMEABLE = /^(?:none|[HREP]S(?:256|384|512)|EdDSA|ES256K)$/;

const AK_LENGTH = 'ak_'.length + 22;

/** As many secrets as an access key has during a rotation. Each refusal costs the MACs of that many. */
const SECRETS_TRIED = 2;
const NOBODYS_KEY = createSecretKey(generateAccessKeyPair().sk, 'utf8');

const DO_NOT_BELONG_TOGETHER =
  'No access key of this server has signed this token: the AK in its iss and the SK that it is signed with do not belong together.';
const COMPARE =
  'Compare both with what was shown when the access key was created: the AK goes into iss, the whole SK, as displayed, is the key of HS256. An access key of another server, or one that was deleted, signs nothing here.';

/** Verifies the tokens that consumers sign with their own SK (`app_token`, `person_token`). */
@Injectable()
export class SignedTokenVerifier {
  constructor(
    private readonly accessKeys: WarmAccessKeys,
    private readonly clock: Clock,
  ) {}

  /**
   * At once, without a database query while the access key is warm and the token good. Until the signature is
   * proved, nothing is said that the token itself does not show: an AK that does not exist is refused
   * like a wrong SK, after the same work.
   *
   * @throws AppError `token_malformed`, `access_key_unknown` (what cannot be an AK),
   *   `token_signature_invalid`; to the holder
   *   of the SK also `access_key_revoked`, `app_disabled`, `user_disabled`, the reasons of
   *   `checkClaims`, `token_type_not_allowed`, `assertion_not_allowed`
   */
  verify(token: ParsedJws): Awaitable<Verified> {
    const ak = issuerOf(token);
    const now = this.clock.now();
    const known = proved(token, this.accessKeys.recall(ak), now);
    if (known !== null) return judged(token, known, ak, now);
    return this.proveAnew(ak, token, now).then((anew) => judged(token, anew, ak, now));
  }

  /** A signature is never refused from memory: another process may have given the key a new SK. */
  private async proveAnew(ak: string, token: ParsedJws, now: number): Promise<Proved> {
    const accessKey = await this.accessKeys.find(ak);
    const found = proved(token, accessKey, now);
    if (found !== null) return found;
    const live = accessKey?.secrets.filter((secret) => isLive(secret, now)) ?? [];
    const hints = padded(live).map((key) => hintAtMisreading(key, token));
    throw new AppError('token_signature_invalid', {
      detail: DO_NOT_BELONG_TOGETHER,
      hint: [hintAtOpenKey(ak, token), ...hints].find(Boolean) ?? COMPARE,
      lookedUp: true,
      internal: accessKey === undefined ? 'no such AK' : `bad MAC for ${accessKey.id}`,
    });
  }
}

/** An access key, and the one of its secrets that a token is signed with. */
interface Proved {
  readonly accessKey: WarmAccessKey;
  readonly secret: WarmSecret;
}

/** What holds for whoever has the SK: state, claims, and what the access key may say. */
function judged(
  token: ParsedJws,
  { accessKey, secret }: Proved,
  ak: string,
  now: number,
): Verified {
  const { id: credentialId, appId, ownerId } = accessKey;
  return checkedFor({ credentialId, appId, ownerId, subject: null }, () => {
    assertStanding(accessKey, secret, now);
    const claims = checkClaims(token, ak, now);
    assertMayAssert(accessKey, claims);
    return toVerified(accessKey, secret, claims);
  });
}

function issuerOf({ header, claims }: ParsedJws): string {
  const { alg, kid } = header;
  if (alg !== 'HS256') {
    const name = typeof alg === 'string' && NAMEABLE.test(alg) ? alg : 'another algorithm';
    throw new AppError('token_malformed', {
      detail: `The token is signed with ${name}; only HS256 is accepted for tokens signed with an SK.`,
      hint: 'Choose HS256 in your JWT library, and give it the SK, as displayed, as the key.',
    });
  }
  const { iss } = claims;
  if (typeof iss !== 'string' || iss === '') {
    throw new AppError('token_malformed', {
      detail: 'The token does not name its AK: its iss is missing or no text.',
      hint: 'Put the AK (ak_…) into iss, and the token type app_token or person_token into typ.',
    });
  }
  if (!looksLikeAk(iss)) {
    throw new AppError('access_key_unknown', {
      detail: 'The iss of the token is not an AK: ak_ and 22 letters or digits, nothing around it.',
      hint: issuerHint(iss),
    });
  }
  // Two names for the key could be read by two readers as two keys.
  if (kid !== undefined && kid !== iss) {
    throw new AppError('token_malformed', {
      detail: 'The token header has a kid that is not the AK. Leave kid out.',
      hint: 'The AK stands in iss, and nothing else names the key.',
    });
  }
  return iss;
}

/** From what the string itself shows. */
function issuerHint(iss: string): string {
  if (iss.startsWith('acc_')) return 'This is the id of the access key. Its AK begins with ak_.';
  if (looksLikeSk(iss)) {
    return 'This is the SK, which must never be sent: rotate it. The AK begins with ak_.';
  }
  if (/^ak_/i.test(iss)) {
    return `It has ${iss.length} characters; an AK has ${AK_LENGTH}. Copy it again, to its end and without white space.`;
  }
  return 'Was the token signed by another program, or for another server? Here iss is the AK of your access key.';
}

/**
 * The secret that the token is signed with; a live one, if there is a choice. Where there is none, the
 * same MACs are computed as for any other access key.
 */
function proved(
  token: ParsedJws,
  accessKey: WarmAccessKey | undefined,
  now: number,
): Proved | null {
  const secrets = accessKey?.secrets ?? [];
  const matching = secrets.filter(({ key }) => isSignedWith(key, token));
  const secret = matching.find((candidate) => isLive(candidate, now)) ?? matching[0];
  if (accessKey !== undefined && secret !== undefined) return { accessKey, secret };
  for (const key of padded(secrets).slice(secrets.length)) isSignedWith(key, token);
  return null;
}

function padded(secrets: readonly WarmSecret[]): KeyObject[] {
  const keys = secrets.slice(0, SECRETS_TRIED).map(({ key }) => key);
  while (keys.length < SECRETS_TRIED) keys.push(NOBODYS_KEY);
  return keys;
}

function isLive({ retiresAt }: WarmSecret, now: number): boolean {
  return retiresAt === null || retiresAt > now;
}

/** What the holder of an access key that has ended can do. */
const HINTS: { readonly [Code in ErrorCode]?: string } = {
  access_key_revoked: 'Sign with the SK that replaced it, or have a new access key created.',
  app_disabled:
    'An administrator of this server can enable the app; its access keys then work again.',
  user_disabled: 'An administrator of this server can enable the owner of the app.',
};

function assertStanding(accessKey: WarmAccessKey, secret: WarmSecret, now: number): void {
  const { revokedAt, disabledAt } = accessKey;
  const refusal = (code: ErrorCode, detail?: string): AppError =>
    new AppError(code, { detail, hint: HINTS[code] });
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
      hint: 'Sign with another access key of the app, or have token_types of this one changed.',
    });
  }
  const { assertableRoles } = accessKey;
  if (assertableRoles === null) return;
  const position = claims.roles.findIndex((role) => !assertableRoles.includes(role));
  if (position >= 0) {
    throw new AppError('assertion_not_allowed', {
      detail: `This access key may not assert the role at position ${position + 1} of roles.`,
      hint: 'Leave the role out, or have it added to assertable_roles of this access key.',
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
