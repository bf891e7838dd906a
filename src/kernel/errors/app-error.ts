import type { ErrorCode } from './error-codes.js';
import { ERROR_TABLE } from './error-table.js';

/** One thing that is wrong with a request body. */
export interface FieldError {
  /** JSON Pointer in URI fragment form (RFC 6901 §6), such as `#/name`. */
  readonly pointer: string;
  readonly detail: string;
}

/** Whose credential was refused, once the caller has proved to hold it. */
export interface CredentialHolder {
  readonly credentialId: string | null;
  readonly appId: string | null;
  /** The user who answers for it. */
  readonly ownerId: string | null;
  /** Whom it speaks for. */
  readonly subject: string | null;
}

/** The limit that a refused call ran into; becomes the `RateLimit` headers, with nothing left. */
export interface SpentQuota {
  readonly name: string;
  readonly limit: number;
  readonly windowSeconds: number;
  /** Whole seconds until the window ends, at least 1. */
  readonly resetSeconds: number;
}

export interface AppErrorOptions {
  /** What is wrong, for the holder of the credential only; default: the first of `errors`, else the table's English meaning. */
  readonly detail?: string | undefined;
  /** What to do about this very case. */
  readonly hint?: string | undefined;
  /** For the log and never for a response. */
  readonly internal?: string | undefined;
  /** Id of the credential that the caller has proved to hold although it is refused; for the log. */
  readonly credentialId?: string | undefined;
  readonly cause?: unknown;
  /** It took a look into the database to refuse the credential. */
  readonly lookedUp?: boolean | undefined;
  /** Whole seconds, at least 1; becomes `Retry-After`. Default: when the window of `quota` ends. */
  readonly retryAfterSeconds?: number | undefined;
  readonly quota?: SpentQuota | undefined;
  /** The scopes that the call needs; become `scope="…"` of the challenge. */
  readonly requiredScopes?: readonly string[] | undefined;
  readonly errors?: readonly FieldError[] | undefined;
  /** Further members of the problem document; they cannot replace the standard ones. */
  readonly members?: Readonly<Record<string, unknown>> | undefined;
}

/** The only error that our code throws on purpose. Everything public about it is meant to be seen. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly status: number;
  readonly detail: string;
  hint: string | null;
  readonly internal: string | null;
  credentialId: string | null;
  holder: CredentialHolder | null = null;
  readonly lookedUp: boolean;
  readonly retryAfterSeconds: number | null;
  readonly quota: SpentQuota | null;
  readonly requiredScopes: readonly string[];
  readonly errors: readonly FieldError[];
  readonly members: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, options: AppErrorOptions = {}) {
    const entry = ERROR_TABLE[code];
    const detail = options.detail ?? sentenceOf(options.errors?.[0]) ?? entry.meaning.en;
    super(
      `${code}: ${options.internal ?? detail}`,
      options.cause === undefined ? undefined : { cause: options.cause },
    );
    this.code = code;
    this.status = entry.status;
    this.detail = detail;
    this.hint = options.hint ?? null;
    this.internal = options.internal ?? null;
    this.credentialId = options.credentialId ?? null;
    this.lookedUp = options.lookedUp ?? false;
    this.retryAfterSeconds = options.retryAfterSeconds ?? options.quota?.resetSeconds ?? null;
    this.quota = options.quota ?? null;
    this.requiredScopes = options.requiredScopes ?? [];
    this.errors = options.errors ?? [];
    this.members = options.members ?? {};
  }

  /** Adds what to do about this very case, where nobody closer to it has said so. */
  hinted(hint: string | null): this {
    this.hint ??= hint;
    return this;
  }

  /** Notes whose credential this refuses, for the log and for who may ask about it later; once. */
  heldBy(holder: CredentialHolder): this {
    this.holder ??= holder;
    this.credentialId ??= holder.credentialId;
    return this;
  }
}

/**
 * Runs checks of a credential whose possession is proved: what refuses it knows whose it is.
 *
 * @throws what `check` throws
 */
export function checkedFor<T>(holder: CredentialHolder, check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (error instanceof AppError) error.heldBy(holder);
    throw error;
  }
}

/** A flaw and its place: `#/name is required`, or `#/name: A sentence.` */
function sentenceOf(error: FieldError | undefined): string | undefined {
  if (error === undefined) return undefined;
  const { pointer, detail } = error;
  const place = pointer === '#' ? 'the body' : pointer;
  return `The request is not valid: ${place}${detail.endsWith('.') ? `: ${detail}` : ` ${detail}.`}`;
}
