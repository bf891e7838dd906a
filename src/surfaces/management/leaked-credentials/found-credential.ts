import type { FoundCredentialView } from './find-credential.schema.js';
import type { Standing } from './leak-state.js';

/** What a pasted text turned out to be, before anybody is told. */
export interface FoundCredential {
  readonly kind: FoundCredentialView['kind'];
  readonly id: string;
  readonly name: string | null;
  readonly preview: string | null;
  readonly isSecret: boolean;
  /** Null: it belongs to a person, not to an app. */
  readonly appId: string | null;
  readonly userId: string | null;
  readonly standing: Standing;
  readonly createdAt: number | null;
  readonly expiresAt: number | null;
  /** Epoch milliseconds of a secret that notes its own uses. */
  readonly usedAt?: number | null;
  /** Below the app, or below the surface when there is none; null: there is no such address. */
  readonly self: string | null;
  readonly revoke: string | null;
}
