import { Injectable } from '@nestjs/common';
import { AppError } from '../../kernel/errors/index.js';
import { Sealer } from '../../platform/database/index.js';
import { ChangeEvents } from '../../platform/events/index.js';
import { Readiness } from '../../platform/observability/index.js';
import { openKey, type OpenedKey } from './opened-key.js';
import type { SigningKey, SigningKeyUse } from './signing-key.entity.js';
import { SigningKeysRepository } from './signing-keys.repository.js';

export const SIGNING_KEY_USES: readonly SigningKeyUse[] = ['access', 'id_token'];

/** Comes whenever this process has other keys than before: whoever holds keys takes them anew. */
export const SIGNING_KEYS_CHANGED = 'signing_keys:changed';

/**
 * The trusted keys, all of them in memory: looking one up never touches the database, so that tokens
 * with invented key ids cost nothing. Tells this process of `signing_key:<kid>` when a key is trusted no more.
 */
@Injectable()
export class SigningKeysService {
  private keys: ReadonlyMap<string, OpenedKey> = new Map();
  private readings = 0;
  private newestReading = 0;

  constructor(
    private readonly repository: SigningKeysRepository,
    private readonly sealer: Sealer,
    private readonly events: ChangeEvents,
    readiness: Readiness,
  ) {
    readiness.add({
      name: 'signing_key',
      check: () => SIGNING_KEY_USES.map((use) => this.activeKey(use)),
    });
  }

  /** Reads the keys again. The ones that are gone stop verifying at once. */
  async reload(): Promise<void> {
    const reading = (this.readings += 1);
    const rows = await this.repository.listTrusted();
    // One that began later has seen whatever this one has: it must not be undone.
    if (reading < this.newestReading) return;
    this.newestReading = reading;
    this.take(rows);
  }

  /** Reads the keys again if the database has them in other states than this process. */
  async reloadIfChanged(): Promise<void> {
    const current = fingerprint(await this.repository.listTrustedStates());
    const known = fingerprint(
      [...this.keys.values()].map(({ kid, state }) => ({ id: kid, state })),
    );
    if (current !== known) await this.reload();
  }

  /** The key that signs now. @throws AppError `unavailable` while there is none */
  activeKey(use: SigningKeyUse): OpenedKey {
    for (const key of this.keys.values()) {
      if (key.use === use && key.state === 'active') return key;
    }
    throw new AppError('unavailable', { internal: `no active signing key for ${use}` });
  }

  /** The trusted key of that id. Never asks the database. */
  keyObjectOf(kid: string): OpenedKey | undefined {
    return this.keys.get(kid);
  }

  /** All trusted keys: those that sign first, then the others, each newest first. */
  trustedKeys(): OpenedKey[] {
    const keys = [...this.keys.values()];
    return [
      ...keys.filter(({ state }) => state === 'active'),
      ...keys.filter(({ state }) => state !== 'active'),
    ];
  }

  /** The JWK Set to publish (RFC 7517 §5): public parts only. */
  publicJwks(): { keys: Readonly<Record<string, string>>[] } {
    return { keys: this.trustedKeys().map(({ publicJwk }) => publicJwk) };
  }

  private take(rows: readonly SigningKey[]): void {
    const before = this.keys;
    this.keys = new Map(rows.map((row) => [row.id, this.opened(row, before.get(row.id))]));
    const gone = [...before.keys()].filter((kid) => !this.keys.has(kid));
    const isSame =
      gone.length === 0 && rows.every(({ id, state }) => before.get(id)?.state === state);
    if (isSame) return;
    // For this process only: each takes the keys from the table by itself.
    for (const kid of gone) this.events.deliver(`signing_key:${kid}`);
    this.events.deliver(SIGNING_KEYS_CHANGED);
  }

  private opened(row: SigningKey, known: OpenedKey | undefined): OpenedKey {
    return known === undefined ? openKey(this.sealer, row) : { ...known, state: row.state };
  }
}

function fingerprint(keys: readonly Pick<SigningKey, 'id' | 'state'>[]): string {
  return keys.map(({ id, state }) => `${id} ${state}`).join('\n');
}
