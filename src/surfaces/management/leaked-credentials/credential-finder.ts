import { Injectable } from '@nestjs/common';
import { CredentialInquiry } from '../../../auth/index.js';
import { parseCompactJws } from '../../../kernel/compact-jws.js';
import { AppError } from '../../../kernel/errors/index.js';
import { inspectApiKey, looksLikeAk, looksLikeSk } from '../../../kernel/key-format.js';
import { AccessKeysService, type AccessKeyRecord } from '../../../modules/access-keys/index.js';
import { ApiKeysService } from '../../../modules/api-keys/index.js';
import { ClientSecretsService } from '../../../modules/oauth-clients/index.js';
import { LoginTokensService } from '../../../modules/tokens/index.js';
import { AppConfig } from '../../../platform/config/index.js';
import type { FoundCredential } from './found-credential.js';

/**
 * Says what a text is that somebody found where it should not be. It is compared with what is kept, and
 * nothing is noted of it: not as a use, not as a failure.
 */
@Injectable()
export class CredentialFinder {
  constructor(
    private readonly apiKeys: ApiKeysService,
    private readonly accessKeys: AccessKeysService,
    private readonly secrets: ClientSecretsService,
    private readonly logins: LoginTokensService,
    private readonly inquiry: CredentialInquiry,
    private readonly config: AppConfig,
  ) {}

  /** @returns null for what is nothing of ours, or cannot be told any more */
  find(text: string): Promise<FoundCredential | null> {
    if (inspectApiKey(text, this.config.keyPrefix).form !== 'foreign') return this.apiKey(text);
    if (looksLikeAk(text)) return this.byAk(text);
    if (looksLikeSk(text)) return this.bySk(text);
    if (text.split('.').length === 3) return this.token(text);
    return this.opaque(text);
  }

  private async apiKey(text: string): Promise<FoundCredential | null> {
    const found = await this.apiKeys.findBySecret(text);
    if (found === null) return null;
    const { apiKey, preview, retiresAt } = found;
    const path = `/api-keys/${apiKey.id}`;
    return {
      kind: 'api_key',
      id: apiKey.id,
      name: apiKey.name,
      preview,
      isSecret: true,
      appId: apiKey.appId,
      userId: null,
      standing: { ...standingOf(apiKey), retiresAt },
      createdAt: apiKey.createdAt,
      expiresAt: apiKey.expiresAt,
      self: path,
      revoke: path,
    };
  }

  private async byAk(ak: string): Promise<FoundCredential | null> {
    const accessKey = await this.accessKeys.findByAk(ak);
    return accessKey === null ? null : foundAccessKey(accessKey, null);
  }

  private async bySk(sk: string): Promise<FoundCredential | null> {
    const found = await this.accessKeys.findBySk(sk);
    return found === null ? null : foundAccessKey(found.accessKey, found);
  }

  /** Signed by a consumer it names its AK, also when it has expired; issued here, it must be good. */
  private async token(text: string): Promise<FoundCredential | null> {
    const issuer = claimsOf(text)?.['iss'];
    if (typeof issuer === 'string' && looksLikeAk(issuer)) return this.byAk(issuer);
    const inquired = await this.inquiry.about(text);
    if (inquired === null) return null;
    const {
      kind,
      credentialId,
      appId,
      subject,
      username = null,
      expiresAt,
    } = inquired.verified.principal;
    if (credentialId === null) return null;
    if (kind === 'login_token') {
      return foundSession({ kind, id: credentialId, userId: subject, name: username, expiresAt });
    }
    if (kind !== 'access_token') return null;
    return {
      kind,
      id: credentialId,
      name: null,
      preview: null,
      isSecret: true,
      appId,
      userId: subject.startsWith('usr_') ? subject : null,
      standing: {},
      createdAt: null,
      expiresAt,
      self: `/oauth-clients/${credentialId}`,
      revoke: null,
    };
  }

  private async opaque(text: string): Promise<FoundCredential | null> {
    const login = await this.logins.findByRefreshToken(text);
    if (login !== null) {
      const { id, userId, expiresAt, createdAt, revokedAt } = login.session;
      const session = { kind: 'refresh_token', id, userId, name: null, expiresAt } as const;
      const retiresAt = login.isSpent ? 0 : null;
      return { ...foundSession(session), standing: { revokedAt, expiresAt, retiresAt }, createdAt };
    }
    const found = await this.secrets.find(text);
    if (found === null) return null;
    const { client, secret } = found;
    const path = `/oauth-clients/${client.id}`;
    return {
      kind: 'oauth_client_secret',
      id: secret.id,
      name: client.clientName,
      preview: secret.preview,
      isSecret: true,
      appId: client.appId,
      userId: null,
      standing: { expiresAt: secret.expiresAt, disabledAt: client.disabledAt },
      createdAt: secret.createdAt,
      expiresAt: secret.expiresAt,
      usedAt: secret.lastUsedAt,
      self: path,
      revoke: `${path}/secrets/${secret.id}`,
    };
  }
}

function standingOf({
  revokedAt,
  disabledAt,
  expiresAt = null,
}: Pick<AccessKeyRecord, 'revokedAt' | 'disabledAt'> & { expiresAt?: number | null }) {
  return { revokedAt, disabledAt, expiresAt };
}

/** @param sk the SK that was pasted; null: something that names the AK */
function foundAccessKey(
  accessKey: AccessKeyRecord,
  sk: { readonly retiresAt: number | null } | null,
): FoundCredential {
  const path = `/access-keys/${accessKey.id}`;
  return {
    kind: 'access_key',
    id: accessKey.id,
    name: accessKey.name,
    preview: accessKey.ak,
    isSecret: sk !== null,
    appId: accessKey.appId,
    userId: null,
    standing: { ...standingOf(accessKey), retiresAt: sk?.retiresAt ?? null },
    createdAt: accessKey.createdAt,
    expiresAt: null,
    self: path,
    revoke: path,
  };
}

function foundSession(
  session: Pick<FoundCredential, 'kind' | 'id' | 'name' | 'expiresAt'> & { userId: string },
): FoundCredential {
  const path = `/sessions/${session.id}`;
  return {
    ...session,
    preview: null,
    isSecret: true,
    appId: null,
    standing: {},
    createdAt: null,
    self: path,
    revoke: path,
  };
}

function claimsOf(token: string): Readonly<Record<string, unknown>> | null {
  try {
    return parseCompactJws(token).claims;
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}
