import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Sealer } from '../../src/platform/database/index.js';
import type { TestServer } from './server.js';
import { withDatabase } from './state.js';

/** A signing key of a running server, private half included. */
export interface OwnKey {
  readonly kid: string;
  readonly algorithm: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly publicJwk: Record<string, string>;
}

/**
 * Takes the server's own signing key out of its database, with its master key: what only the server can
 * sign shows whether it checks more than the signature.
 *
 * @param use `access` signs access and login tokens, `id_token` ID tokens
 */
export function ownKey(server: TestServer, use: 'access' | 'id_token' = 'access'): OwnKey {
  const master = readFileSync(join(server.directory, 'data', 'master.key'), 'utf8');
  const sealer = new Sealer(Buffer.from(master, 'base64'));
  const [row] = withDatabase(server, (connection) =>
    connection.prepare(`SELECT * FROM signing_keys WHERE state = 'active' AND "use" = ?`).all(use),
  ) as { id: string; algorithm: string; sealed_private_jwk: string; public_jwk: string }[];
  if (row === undefined) throw new Error(`the server has no active key for ${use}`);
  const privateJwk = JSON.parse(
    sealer.open(row.sealed_private_jwk, `signing_key:${row.id}`),
  ) as Record<string, string>;
  const publicJwk = JSON.parse(row.public_jwk) as Record<string, string>;
  return {
    kid: row.id,
    algorithm: row.algorithm,
    privateKey: createPrivateKey({ key: privateJwk, format: 'jwk' }),
    publicKey: createPublicKey({ key: publicJwk, format: 'jwk' }),
    publicJwk,
  };
}
