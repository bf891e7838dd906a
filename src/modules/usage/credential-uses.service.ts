import { Injectable } from '@nestjs/common';
import type { CredentialUse } from './credential-use.entity.js';
import { CredentialUsesRepository } from './credential-uses.repository.js';
import { UsageRecorder } from './usage-recorder.js';

/** When, from where and with what a credential was used last. */
export interface LastUse {
  /** Epoch milliseconds, a whole minute. */
  readonly usedAt: number;
  readonly address: string | null;
  readonly userAgent: string | null;
}

/** What is known of the uses of one credential. */
export interface UsesOfCredential {
  readonly last: LastUse | null;
  /** By the key of the secret's row. */
  readonly bySecret: ReadonlyMap<string, LastUse>;
}

/** Tells when credentials were used last. */
@Injectable()
export class CredentialUses {
  constructor(
    private readonly uses: CredentialUsesRepository,
    private readonly recorder: UsageRecorder,
  ) {}

  /** Of each of these credentials, in the order of the ids; one statement for all of them. */
  async of(credentialIds: readonly string[]): Promise<UsesOfCredential[]> {
    await this.recorder.flush();
    const rows = await this.uses.of(credentialIds);
    return credentialIds.map((id) =>
      usesIn(rows.filter(({ credentialId }) => credentialId === id)),
    );
  }
}

function usesIn(rows: readonly CredentialUse[]): UsesOfCredential {
  const bySecret = new Map<string, LastUse>();
  let last: LastUse | null = null;
  for (const { secret, usedAt, address, userAgent } of rows) {
    const use = { usedAt, address, userAgent };
    if (secret === '') last = use;
    else bySecret.set(secret, use);
  }
  return { last, bySecret };
}
