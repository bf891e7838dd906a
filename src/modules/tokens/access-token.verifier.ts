import { clientRowId } from '../../kernel/client-ids.js';
import { Injectable } from '@nestjs/common';
import { andThen, type Awaitable } from '../../kernel/awaitable.js';
import type { Verified } from '../../kernel/decision.js';
import { AppError, checkedFor, type CredentialHolder } from '../../kernel/errors/index.js';
import { isId } from '../../kernel/ids.js';
import type { Principal } from '../../kernel/principal.js';
import { SCOPE_TOKEN } from '../../kernel/scopes.js';
import { sha256Hex } from '../../kernel/secret.js';
import { assertCurrent, LEEWAY_MS, readTokenTimes } from '../../kernel/token-times.js';
import { Clock } from '../../platform/clock.js';
import { AppConfig } from '../../platform/config/index.js';
import { audiencesOf, requireIssuer, requireTokenType, textClaim } from './registered-claims.js';
import { ALL_TOKENS_TAG } from './token-cutoffs.service.js';
import { requireStandingSource, restrictionsOf } from './token-source.js';
import { TokenStateRepository, type AccessTokenState } from './token-state.repository.js';

type Members = Readonly<Record<string, unknown>>;
type StandingState = AccessTokenState & { readonly appId: string };

/** Verifies access tokens (RFC 9068 §4) whose signature has been proved: claims first, then state. */
@Injectable()
export class AccessTokenVerifier {
  constructor(
    private readonly states: TokenStateRepository,
    private readonly clock: Clock,
    private readonly config: AppConfig,
  ) {}

  /**
   * @param header,claims as `parseCompactJws` read them from the token whose signature was verified
   * @throws AppError a `token_*` code, `app_disabled` or `user_disabled`, said exactly: the caller holds
   *   the token
   */
  verified(header: Members, claims: Members): Awaitable<Verified> {
    requireTokenType(header, 'at+jwt');
    requireIssuer(claims, this.config.publicUrl);
    const audiences = audiencesOf(claims);
    const times = readTokenTimes(claims);
    checkedFor(holderOf(claims), () => assertCurrent(times, this.clock.now()));
    const tokenId = textClaim(claims, 'jti');
    const stated: Stated = {
      claims,
      audiences,
      clientId: clientRowId(textClaim(claims, 'client_id')),
      subject: textClaim(claims, 'sub'),
      scopes: scopesOf(claims),
      expiresAt: times.expiresAt,
      idDigest: sha256Hex(tokenId),
      keyTag: `signing_key:${String(header['kid'])}`,
    };
    return andThen(this.states.ofAccessToken(stated.idDigest), (state) =>
      this.standing(stated, state),
    );
  }

  private standing(stated: Stated, state: AccessTokenState | null): Verified {
    const { claims, audiences, clientId, subject, scopes, expiresAt, idDigest, keyTag } = stated;
    requireStanding(state, clientId, subject);
    const { source, sourceSecret, parentDigest } = state;
    requireStandingSource(source, this.clock.now());
    const { endsAt, tags, ...restrictions } = restrictionsOf(source, state.limits);
    const asserted = source === null ? NOTHING_ASSERTED : assertedOf(claims);
    return {
      principal: principalOf(state, asserted, {
        subject,
        credentialId: source?.id ?? clientId,
        // What was taken from the credential is taken from its tokens too.
        scopes: source === null ? scopes : scopes.filter((name) => source.scopes.includes(name)),
        expiresAt,
      }),
      ownerId: state.ownerId,
      ...restrictions,
      audiences,
      jkt: thumbprintOf(claims),
      validUntil: Math.min(expiresAt + LEEWAY_MS, endsAt),
      lineage: { secret: sourceSecret, parentDigest },
      tags: [keyTag, ...tagsOf(state, clientId, idDigest), ...tags],
    };
  }
}

/** What the token says of itself, read and well-formed. */
interface Stated {
  readonly claims: Members;
  readonly audiences: readonly string[];
  /** As the client is kept. */
  readonly clientId: string;
  readonly subject: string;
  readonly scopes: readonly string[];
  readonly expiresAt: number;
  readonly idDigest: string;
  readonly keyTag: string;
}

/** Whose token it says to be; its signature is proved. */
function holderOf({ sub, client_id: clientId }: Members): CredentialHolder {
  const subject = typeof sub === 'string' ? sub : null;
  return {
    credentialId: typeof clientId === 'string' ? clientRowId(clientId) : null,
    appId: null,
    ownerId: isId('usr', subject) ? subject : null,
    subject,
  };
}

function tagsOf(state: StandingState, clientId: string, idDigest: string): string[] {
  const { appId, ownerId, grantId, user, parentDigest } = state;
  return [
    ALL_TOKENS_TAG,
    `token:${idDigest}`,
    `oauth_client:${clientId}`,
    `app:${appId}`,
    ...(ownerId === null ? [] : [`user:${ownerId}`]),
    ...(grantId === null ? [] : [`grant:${grantId}`]),
    ...(user === null || user.id === ownerId ? [] : [`user:${user.id}`]),
    ...(parentDigest === null ? [] : [`token:${parentDigest}`]),
  ];
}

/** What the signed token of a person asserted, which the token that was exchanged for it repeats. */
interface Asserted {
  readonly roles: readonly string[];
  readonly groups: readonly string[];
}

const NOTHING_ASSERTED: Asserted = { roles: [], groups: [] };

function assertedOf(claims: Members): Asserted {
  return { roles: namesIn(claims['roles']), groups: namesIn(claims['groups']) };
}

function namesIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : [];
}

function principalOf(
  state: StandingState,
  asserted: Asserted,
  facts: Pick<Principal, 'subject' | 'credentialId' | 'scopes' | 'expiresAt'>,
): Principal {
  return {
    kind: 'access_token',
    ...facts,
    appId: state.appId,
    roles: state.user?.roles ?? asserted.roles,
    groups: state.user?.groups ?? asserted.groups,
    ...(state.user === null ? {} : { username: state.user.username }),
  };
}

/** The token is still recorded, and its client, app, owner and user are in order. */
function requireStanding(
  state: AccessTokenState | null,
  clientId: string,
  subject: string,
): asserts state is StandingState {
  if (state === null || state.appId === null || state.clientId !== clientId) {
    throw new AppError('token_revoked');
  }
  if (!isSubjectOf(subject, state, clientId)) throw new AppError('token_revoked');
  if (state.accountId !== null && state.user === null) throw new AppError('token_revoked');
  if (state.clientDisabledAt !== null) {
    throw new AppError('token_revoked', {
      detail: 'The OAuth client that this token was issued to is disabled.',
    });
  }
  if (state.appDisabledAt !== null) throw new AppError('app_disabled');
  if (state.ownerDisabledAt !== null || (state.user !== null && state.user.disabledAt !== null)) {
    throw new AppError('user_disabled');
  }
}

/**
 * The key that the token is bound to (RFC 9449 §6.1). A binding of another kind is one that is not checked
 * here, and so no token to accept (RFC 7800 §3.1).
 */
function thumbprintOf({ cnf }: Members): string | null {
  if (cnf === undefined) return null;
  const members = typeof cnf === 'object' && cnf !== null ? Object.entries(cnf) : [];
  const [name, value] = members[0] ?? [];
  if (members.length === 1 && name === 'jkt' && typeof value === 'string') return value;
  throw new AppError('token_malformed', { detail: 'The cnf claim must have the member jkt only.' });
}

/** Whom a token may stand for. One that was exchanged for a credential never stands for a user of ours. */
function isSubjectOf(subject: string, state: AccessTokenState, clientId: string): boolean {
  if (state.accountId !== null || state.source === null) {
    return subject === (state.accountId ?? clientId);
  }
  return !isId('usr', subject) && !isId('cli', subject);
}

/** Space-delimited (RFC 6749 §3.3), and nothing else: a lenient reading could find scopes that were not granted. */
function scopesOf(claims: Members): readonly string[] {
  const { scope } = claims;
  if (scope === undefined || scope === '') return [];
  const names = typeof scope === 'string' ? scope.split(' ') : [];
  if (names.length > 0 && names.every((name) => SCOPE_TOKEN.test(name))) return names;
  throw new AppError('token_malformed', {
    detail: 'The scope claim must be one text of scope names separated by single spaces.',
  });
}
