import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Injectable, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ENTITIES } from '../../../src/entities.js';
import { AuditLog, AuditModule } from '../../../src/platform/audit/index.js';
import { AuditEvent } from '../../../src/platform/audit/audit-event.entity.js';
import { ConfigModule, loadConfig } from '../../../src/platform/config/index.js';
import {
  Database,
  DatabaseModule,
  Sealer,
  StartupError,
} from '../../../src/platform/database/index.js';
import { EventsModule } from '../../../src/platform/events/index.js';

@Injectable()
class SettingsService {
  constructor(
    readonly database: Database,
    readonly sealer: Sealer,
    readonly audit: AuditLog,
  ) {}
}

@Module({ providers: [SettingsService] })
class SettingsModule {}

const ENTRY = {
  actorKind: 'system',
  actorId: null,
  action: 'api_key.revoke',
  targetType: 'api_key',
  targetId: 'key_1',
  requestId: 'req_1',
  clientAddress: '192.0.2.1',
} as const;

describe('DatabaseModule', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'ostiary-module-'));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true, force: true });
  });

  const boot = async (masterKey?: string) => {
    const environment = {
      OSTIARY_DATA_DIR: directory,
      ...(masterKey === undefined ? {} : { OSTIARY_MASTER_KEY: masterKey }),
    };
    const module = await Test.createTestingModule({
      imports: [
        ConfigModule.register(loadConfig(environment, { cwd: directory })),
        EventsModule,
        DatabaseModule.register({ entities: ENTITIES }),
        AuditModule,
        SettingsModule,
      ],
    }).compile();
    const app = await module.init();
    return { app, service: module.get(SettingsService) };
  };

  it('gives every module the open database and the sealer, and closes with the program', async () => {
    const { app, service } = await boot();
    await service.database.ping();
    expect(service.sealer.open(service.sealer.seal('x', 'y'), 'y')).toBe('x');
    await app.close();
    await expect(service.database.ping()).rejects.toThrow();
    const again = await boot();
    await again.app.close();
  });

  it('stops the boot with the wrong master key', async () => {
    await (await boot()).app.close();
    const otherKey = Buffer.alloc(32, 9).toString('base64');
    await expect(boot(otherKey)).rejects.toThrow(StartupError);
    await (await boot()).app.close();
  });

  describe('AuditLog', () => {
    it('stores who did what to what, without secrets, whatever the caller sends', async () => {
      const { app, service } = await boot();
      const secret = `sk_${'a1B'.repeat(17)}`;
      await service.audit.record({
        ...ENTRY,
        targetId: `nul\0${'x'.repeat(100)}`,
        detail: { reason: 'leaked', value: secret },
      });
      const [event] = await service.database.manager.find(AuditEvent);
      expect(event).toMatchObject({
        actorKind: 'system',
        actorId: null,
        action: 'api_key.revoke',
        targetId: `nul${'x'.repeat(61)}`,
        detail: { reason: 'leaked', value: '[redacted]' },
      });
      expect(event?.id).toMatch(/^aud_/);
      expect(event?.at).toBeGreaterThan(0);
      await app.close();
    });

    it('keeps a change and its entry together: neither exists without the other', async () => {
      const { app, service } = await boot();
      const { database, audit } = service;
      const work = database.transaction(async () => {
        await audit.record(ENTRY);
        throw new Error('the change failed');
      });
      await expect(work).rejects.toThrow('the change failed');
      expect(await database.manager.count(AuditEvent)).toBe(0);
      await database.transaction(() => audit.record(ENTRY));
      expect(await database.manager.count(AuditEvent)).toBe(1);
      await app.close();
    });
  });
});
