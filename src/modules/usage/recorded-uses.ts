import type { CredentialUse } from './credential-use.entity.js';

/** The last uses of some credentials. */
export class RecordedUses {
  static readonly NONE = new RecordedUses([]);

  /** @param uses the latest first */
  constructor(private readonly uses: readonly Readonly<CredentialUse>[]) {}

  /** By whichever secret; null: it was never used. */
  ofCredential(credentialId: string): Readonly<CredentialUse> | null {
    return this.uses.find((use) => use.credentialId === credentialId) ?? null;
  }

  /** Epoch milliseconds of a whole minute; null: this secret was never used. */
  ofSecret(credentialId: string, secret: string): number | null {
    const found = this.uses.find(
      (use) => use.credentialId === credentialId && use.secret === secret,
    );
    return found?.usedAt ?? null;
  }
}
