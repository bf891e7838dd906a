import { hash } from 'node:crypto';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { parseCompactJws, type ParsedJws } from '../kernel/compact-jws.js';
import { andThen, type Awaitable } from '../kernel/awaitable.js';
import type { Verified } from '../kernel/decision.js';
import { AppError } from '../kernel/errors/index.js';
import { Clock } from '../platform/clock.js';
import { AppConfig } from '../platform/config/index.js';
import { ChangeEvents, StampedCache } from '../platform/events/index.js';
import type { Presented } from './presented.js';
import { AnonymousStrategy } from './strategies/anonymous.strategy.js';
import { ApiKeyStrategy } from './strategies/api-key.strategy.js';
import { JwtStrategy } from './strategies/jwt.strategy.js';
import { runStrategy } from './strategies/run-strategy.js';
import { tokenHint } from './token-hints.js';
import { SignedTokenStrategy } from './strategies/signed-token.strategy.js';

const MAX_VERDICTS = 50_000;
/** Of those, what was shown once: whoever sends a new token with every call needs none of them again. */
const MAX_NEW_VERDICTS = 2_000;
const VERDICT_TTL_MS = 60_000;
const MAX_VERDICT_BYTES = 128 * 1024 * 1024;
/** A record without its lists; an estimate is enough to bound what callers can make us keep. */
const RECORD_BYTES = 1024;

/** The algorithms of the tokens that this server issues. */
const OWN_ALGORITHMS: ReadonlySet<unknown> = new Set(['ES256', 'RS256']);

/**
 * Establishes who is calling: picks the one strategy for what was shown, and remembers what a
 * strategy has verified. The cache holds verified records, never decisions, and never refusals.
 */
@Injectable()
export class Authenticator implements OnApplicationShutdown {
  private readonly verdicts: StampedCache<Verified>;
  private readonly unsubscribe: () => void;

  constructor(
    private readonly clock: Clock,
    private readonly config: AppConfig,
    events: ChangeEvents,
    private readonly apiKey: ApiKeyStrategy,
    private readonly jwt: JwtStrategy,
    private readonly signedToken: SignedTokenStrategy,
    private readonly anonymous: AnonymousStrategy,
  ) {
    this.verdicts = new StampedCache({
      max: MAX_VERDICTS,
      newcomers: MAX_NEW_VERDICTS,
      ttlMs: VERDICT_TTL_MS,
      clock,
      tagsOf: (verified: Verified) => verified.tags,
      weight: { maxBytes: MAX_VERDICT_BYTES, bytesOf },
    });
    this.unsubscribe = events.subscribe((tag) => this.verdicts.invalidate(tag));
  }

  onApplicationShutdown(): void {
    this.unsubscribe();
  }

  /**
   * What is remembered of a good credential, without looking at it again.
   *
   * @param key the credential's `verdictKey`
   */
  recall(key: string): Verified | undefined {
    const remembered = this.verdicts.get(key);
    if (remembered === undefined) return undefined;
    if (remembered.validUntil === null || this.clock.now() < remembered.validUntil) {
      return remembered;
    }
    this.verdicts.delete(key);
    return undefined;
  }

  /**
   * @param key the credential's `verdictKey`
   * @throws AppError the verifier's refusal, or `unavailable` when it could not be asked.
   */
  authenticate(presented: Presented, key = verdictKey(presented)): Awaitable<Verified> {
    const remembered = this.recall(key);
    if (remembered !== undefined) return remembered;
    return andThen(
      this.verdicts.load(key, () => this.verify(presented)),
      established,
    );
  }

  /**
   * The same without the memory of this process, which may not have heard yet what another one has just
   * revoked.
   *
   * @throws AppError as `authenticate`
   */
  authenticateAnew(presented: Presented): Awaitable<Verified> {
    return this.verify(presented);
  }

  /** The principal of a call that shows nothing, for policies that allow it. */
  authenticateAnonymous(): Awaitable<Verified> {
    return runStrategy(this.anonymous, { headers: {} });
  }

  private verify(presented: Presented): Awaitable<Verified> {
    try {
      const verified = this.verifyAs(presented);
      if (!(verified instanceof Promise)) return verified;
      return verified.catch((error: unknown) => {
        throw this.explained(error, presented);
      });
    } catch (error) {
      throw this.explained(error, presented);
    }
  }

  private explained(error: unknown, { form, value }: Presented): unknown {
    if (error instanceof AppError && form !== 'api_key' && error.hint === null) {
      error.hinted(tokenHint(value, error, this.config.publicUrl));
    }
    return error;
  }

  private verifyAs({ form, value }: Presented): Awaitable<Verified> {
    switch (form) {
      case 'api_key':
        return runStrategy(this.apiKey, { headers: { 'x-api-key': value } });
      case 'signed_token':
        return this.verifySignedToken(parseCompactJws(value));
      case 'jwt':
        return this.verifyJwt(value, parseCompactJws(value));
    }
  }

  /** `Bearer` carries our own tokens and those that consumers sign; the algorithm tells them apart. */
  private verifyJwt(value: string, token: ParsedJws): Awaitable<Verified> {
    return isSymmetric(token.header)
      ? this.verifySignedToken(token)
      : runStrategy(this.jwt, { headers: { authorization: value }, token });
  }

  /** The signed-token headers take nothing else: a token of ours there is a mistake to explain. */
  private verifySignedToken(token: ParsedJws): Awaitable<Verified> {
    if (OWN_ALGORITHMS.has(token.header['alg'])) {
      throw new AppError('token_wrong_type', {
        detail: 'Only tokens that are signed with your own access key (HS256) are taken here.',
        hint: 'Send access and login tokens as "Authorization: Bearer <token>".',
      });
    }
    return runStrategy(this.signedToken, { headers: {}, token });
  }
}

/** Under which a credential's verdict is remembered: no credential is kept itself. */
export function verdictKey({ form, value }: Presented): string {
  return hash('sha256', `${form}\n${value}`, 'base64');
}

function established(verified: Verified | undefined): Verified {
  if (verified === undefined) throw new AppError('server_error');
  return verified;
}

/** A person token asserts lists of its own; everything else about a record is small. */
function bytesOf({ principal }: Verified): number {
  const texts = [principal.subject, ...principal.roles, ...principal.groups, ...principal.scopes];
  return texts.reduce((bytes, text) => bytes + 2 * text.length + 64, RECORD_BYTES);
}

/**
 * Only routes a token to a verifier, which then checks the algorithm for itself. An `alg` that is
 * neither goes to the verifier of our own tokens and is refused there.
 */
function isSymmetric(header: Record<string, unknown>): boolean {
  return typeof header['alg'] === 'string' && header['alg'].startsWith('HS');
}
