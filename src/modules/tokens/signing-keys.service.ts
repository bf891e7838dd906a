import type { KeyObject } from 'node:crypto';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { isUniqueViolation, Sealer } from '../../platform/database/index.js';
import { Readiness } from '../../platform/observability/index.js';
import { generateSigningKey, privateKeyOf, publicKeyOf } from './key-generation.js';
import type {
  SigningAlgorithm,
  SigningKey,
  SigningKeyState,
  SigningKeyUse,
} from './signing-key.entity.js';
import { SigningKeysRepository } from './signing-keys.repository.js';

/** A trusted key, opened and ready for use. */
export interface OpenedKey {
  readonly kid: string;
  readonly algorithm: SigningAlgorithm;
  readonly use: SigningKeyUse;
  readonly state: SigningKeyState;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly privateJwk: Readonly<Record<string, string>>;
  readonly publicJwk: Readonly<Record<string, string>>;
}

/** One key has one use and one algorithm (RFC 8725 §3.1). */
const ALGORITHM_OF: Readonly<Record<SigningKeyUse, SigningAlgorithm>> = {
  access: 'ES256',
  id_token: 'RS256',
};
const USES: readonly SigningKeyUse[] = ['access', 'id_token'];

/** An unknown `kid` may mean that another instance has a new key: read again, but this seldom. */
const RELOAD_INTERVAL_MS = 5_000;

/**
 * The server's own keys, all of them in memory: looking one up never touches the database, so that
 * tokens with invented key ids cost nothing.
 */
@Injectable()
export class SigningKeysService implements OnModuleInit {
  private readonly logger = new Logger('SigningKeys');
  private keys: ReadonlyMap<string, OpenedKey> = new Map();
  private loadedAt = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly repository: SigningKeysRepository,
    private readonly sealer: Sealer,
    private readonly clock: Clock,
    private readonly readiness: Readiness,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.reload();
    for (const use of USES) {
      if (this.findActive(use) === undefined) await this.createActive(use);
    }
    this.readiness.add({
      name: 'signing_key',
      check: () => USES.map((use) => this.activeKey(use)),
    });
  }

  /** Reads the keys again. The ones that are gone stop verifying at once. */
  async reload(): Promise<void> {
    this.loadedAt = this.clock.now();
    const rows = await this.repository.listTrusted();
    this.keys = new Map(rows.map((row) => [row.id, this.opened(row)]));
  }

  /** The key that signs now. */
  activeKey(use: SigningKeyUse): OpenedKey {
    const key = this.findActive(use);
    if (key === undefined) throw new Error(`no active signing key for ${use}`);
    return key;
  }

  /** The trusted key of that id. Never asks the database; an unknown id may start a reload. */
  keyObjectOf(kid: string): OpenedKey | undefined {
    const key = this.keys.get(kid);
    if (key === undefined) this.reloadInBackground();
    return key;
  }

  /** All trusted keys: those that sign first, then the retired ones, each newest first. */
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

  private findActive(use: SigningKeyUse): OpenedKey | undefined {
    return [...this.keys.values()].find((key) => key.use === use && key.state === 'active');
  }

  /** When two instances start at once, the unique index lets one of them win; the other reads its key. */
  private async createActive(use: SigningKeyUse): Promise<void> {
    const algorithm = ALGORITHM_OF[use];
    const { kid, privateJwk, publicJwk } = await generateSigningKey(algorithm);
    try {
      await this.repository.insert({
        id: kid,
        algorithm,
        use,
        sealedPrivateJwk: this.sealer.seal(JSON.stringify(privateJwk), aadOf(kid)),
        publicJwk,
        state: 'active',
        createdAt: this.clock.now(),
        retiredAt: null,
      });
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
    }
    await this.reload();
  }

  private reloadInBackground(): void {
    if (this.clock.now() - this.loadedAt < RELOAD_INTERVAL_MS) return;
    this.loadedAt = this.clock.now();
    this.reload().catch((error: unknown) => {
      this.logger.warn(`could not read the signing keys again: ${String(error)}`);
    });
  }

  private opened(row: SigningKey): OpenedKey {
    const text = this.sealer.open(row.sealedPrivateJwk, aadOf(row.id));
    const privateJwk = JSON.parse(text) as Record<string, string>;
    return {
      kid: row.id,
      algorithm: row.algorithm,
      use: row.use,
      state: row.state,
      privateKey: privateKeyOf(privateJwk),
      publicKey: publicKeyOf(row.publicJwk),
      privateJwk,
      publicJwk: row.publicJwk,
    };
  }
}

function aadOf(kid: string): string {
  return `signing_key:${kid}`;
}
