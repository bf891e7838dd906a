import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AppsService } from '../../../src/modules/apps/index.js';
import {
  ClientSecretsService,
  OAuthClientsService,
} from '../../../src/modules/oauth-clients/index.js';
import { basic, bootOAuthApp, post } from './oauth-server.js';

describe('the last use of a client secret', () => {
  it('is written when the server stops', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'ostiary-oauth-'));
    const settings = {
      DATABASE_URL: `sqlite:${join(directory, 'ostiary.db')}`,
      OSTIARY_MASTER_KEY: randomBytes(32).toString('base64'),
    };
    const first = await bootOAuthApp(settings);
    const { id: appId } = await first.app
      .get(AppsService, { strict: false })
      .create({ name: 'Jobs', description: null, ownerId: null });
    const { client, secret } = await first.app
      .get(OAuthClientsService, { strict: false })
      .create(appId, { client_name: 'Job', kind: 'machine' });
    const { status } = await post(
      { url: first.config.publicUrl },
      '/oauth/token',
      { grant_type: 'client_credentials' },
      basic(client.id, secret?.secret ?? ''),
    );
    expect(status).toBe(200);
    await first.app.close();

    const second = await bootOAuthApp(settings);
    const [kept] = await second.app
      .get(ClientSecretsService, { strict: false })
      .list(appId, client.id);
    expect(kept?.lastUsedAt).toBeGreaterThan(client.createdAt - 60_000);
    expect((kept?.lastUsedAt ?? 1) % 60_000).toBe(0);
    await second.app.close();
    rmSync(directory, { recursive: true, force: true });
  });
});
