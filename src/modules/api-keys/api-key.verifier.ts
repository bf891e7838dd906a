import { Injectable, Logger } from '@nestjs/common';
import { andThen, type Awaitable } from '../../kernel/awaitable.js';
import { compileCidrs } from '../../kernel/cidr.js';
import { mistakeIn, type Mistake } from '../../kernel/credential-mistakes.js';
import type { Verified } from '../../kernel/decision.js';
import { AppError, checkedFor, type ErrorCode } from '../../kernel/errors/index.js';
import {
  inspectApiKey,
  looksLikeAk,
  looksLikeSk,
  type KeyInspection,
} from '../../kernel/key-format.js';
import { compileOrigins } from '../../kernel/origin.js';
import { sha256Hex } from '../../kernel/secret.js';
import { timestamp } from '../../kernel/timestamp.js';
import { Clock } from '../../platform/clock.js';
import { AppConfig } from '../../platform/config/index.js';
import { ApiKeyLookupRepository, type FoundApiKey } from './api-key-lookup.repository.js';

/** Says whose an API key is. It remembers nothing. */
@Injectable()
export class ApiKeyVerifier {
  private readonly logger = new Logger(ApiKeyVerifier.name);

  constructor(
    private readonly lookup: ApiKeyLookupRepository,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  /**
   * Looks a key up by its SHA-256, in one statement; a key whose own checksum is wrong costs none.
   *
   * @throws AppError `credential_malformed`, `api_key_unknown`; and, for the holder of a key that
   *   exists, `api_key_revoked`, `api_key_expired`, `app_disabled`, `user_disabled`
   */
  verify(rawKey: string): Awaitable<Verified> {
    const inspection = inspectApiKey(rawKey, this.config.keyPrefix);
    if (inspection.form !== 'ok') throw this.malformed(rawKey, inspection);
    const digest = sha256Hex(rawKey);
    return andThen(this.lookup.findByDigest(digest), (found) => this.judged(found, digest));
  }

  private judged(found: FoundApiKey | null, digest: string): Verified {
    if (found === null) {
      throw new AppError('api_key_unknown', {
        lookedUp: true,
        hint: 'Keys of other installations of this server, such as a staging one, look the same: compare where you got it with where you send it.',
      });
    }
    const { id: credentialId, appId, ownerId } = found;
    checkedFor({ credentialId, appId, ownerId, subject: appId }, () =>
      assertGood(found, this.clock.now()),
    );
    return toVerified(found, digest);
  }

  /** Speaks of nothing but what the string itself shows. */
  private malformed(rawKey: string, inspection: Exclude<KeyInspection, { form: 'ok' }>): AppError {
    if (inspection.form === 'malformed') {
      const { hint } = mistakeIn(rawKey) ?? { hint: hintFor(inspection) };
      return new AppError('credential_malformed', { detail: describe(inspection), hint });
    }
    const { keyPrefix } = this.config;
    const detail = `This is not an API key of this server. Keys of this server begin with ${keyPrefix}_live_ or ${keyPrefix}_test_.`;
    if (looksLikeSk(rawKey)) {
      this.logger.warn('a signing secret (SK) was sent in clear in place of an API key');
      const hint =
        'This looks like an SK, which must never be sent. Rotate it, and sign tokens with it.';
      return new AppError('credential_malformed', { detail, hint });
    }
    if (looksLikeAk(rawKey)) {
      const hint = 'This looks like an AK. Sign a token with its SK and send that.';
      return new AppError('credential_malformed', { detail, hint });
    }
    const mistake = foreignMistake(rawKey, keyPrefix);
    return new AppError('credential_malformed', {
      detail: `${mistake.detail} Keys of this server begin with ${keyPrefix}_live_ or ${keyPrefix}_test_.`,
      hint: mistake.hint,
    });
  }
}

function foreignMistake(rawKey: string, keyPrefix: string): Mistake {
  const detail = 'This is not an API key of this server.';
  const isOfOtherCase = [`${keyPrefix}_live_`, `${keyPrefix}_test_`].some(
    (head) => rawKey.slice(0, head.length).toLowerCase() === head,
  );
  if (isOfOtherCase) {
    return { detail, hint: 'Upper and lower case matter: send the key as it was shown.' };
  }
  return (
    mistakeIn(rawKey) ?? {
      detail,
      hint: 'Copy the whole key again from where it was shown. A client secret, refresh token or password is no API key.',
    }
  );
}

type Malformed = Extract<KeyInspection, { form: 'malformed' }>;

function describe(inspection: Malformed): string {
  switch (inspection.reason) {
    case 'length':
      return inspection.length < inspection.expectedLength
        ? `The API key has ${inspection.length} of ${inspection.expectedLength} characters.`
        : `The API key has ${inspection.length} characters; it should have ${inspection.expectedLength}.`;
    case 'alphabet':
      return 'The API key contains a character that no API key has; they consist of letters and digits.';
    case 'checksum':
      return 'The checksum of the API key does not match: it was probably mistyped or cut off.';
  }
}

function hintFor({ reason, length, expectedLength }: Malformed): string {
  if (reason === 'checksum') return 'Copy it again from where it was shown; case matters.';
  if (reason === 'alphabet') return 'Copy it again from where it was shown, and nothing around it.';
  if (length < expectedLength) {
    return 'It was cut off: copy it again to its end. A double click may stop at a sign.';
  }
  return length >= 2 * expectedLength
    ? 'It was probably pasted twice.'
    : 'Something stands behind it, such as a comment, a quotation mark or a second value.';
}

/** What the holder of a key that has ended can do. */
const HINTS: { readonly [Code in ErrorCode]?: string } = {
  api_key_revoked: 'Use the key that replaced it, or have a new one created for the app.',
  api_key_expired: 'Have a new key created for the app; its expires_at says how long it will live.',
  app_disabled: 'An administrator of this server can enable the app; its keys then work again.',
  user_disabled: 'An administrator of this server can enable the owner of the app.',
};

/** The whole secret has matched: its holder is told the exact reason. */
function assertGood(found: FoundApiKey, now: number): void {
  const { revokedAt, retiresAt, expiresAt, disabledAt } = found;
  const refusal = (code: ErrorCode, detail?: string): AppError =>
    new AppError(code, { detail, hint: HINTS[code] });
  if (revokedAt !== null) {
    throw refusal('api_key_revoked', `This API key was revoked at ${timestamp(revokedAt)}.`);
  }
  if (retiresAt !== null && retiresAt <= now) {
    const at = timestamp(retiresAt);
    throw refusal(
      'api_key_revoked',
      `This API key was replaced by a newer one and ended at ${at}.`,
    );
  }
  if (expiresAt !== null && expiresAt <= now) {
    throw refusal('api_key_expired', `This API key expired at ${timestamp(expiresAt)}.`);
  }
  if (disabledAt !== null) {
    const since = timestamp(disabledAt);
    throw refusal('api_key_revoked', `This API key has been disabled since ${since}.`);
  }
  if (found.appDisabledAt !== null) throw refusal('app_disabled');
  if (found.ownerDisabledAt !== null) throw refusal('user_disabled');
}

function toVerified(found: FoundApiKey, digest: string): Verified {
  const { id, appId, ownerId, ipAllowlist, originAllowlist } = found;
  const validUntil = earliest(found.expiresAt, found.retiresAt);
  return {
    principal: {
      kind: 'api_key',
      subject: appId,
      appId,
      credentialId: id,
      scopes: found.scopes,
      roles: [],
      groups: [],
      expiresAt: validUntil,
    },
    ownerId,
    ipAllowlist: ipAllowlist === null ? null : compileCidrs(ipAllowlist),
    originAllowlist: originAllowlist === null ? null : compileOrigins(originAllowlist),
    environment: found.environment,
    limits: { credential: found.limits, owner: found.ownerLimits, app: found.appLimits },
    audiences: null,
    jkt: null,
    validUntil,
    lineage: { secret: digest, parentDigest: null },
    tags: [`api_key:${id}`, `app:${appId}`, ...(ownerId === null ? [] : [`user:${ownerId}`])],
  };
}

function earliest(left: number | null, right: number | null): number | null {
  if (left === null || right === null) return left ?? right;
  return Math.min(left, right);
}
