import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { SigningKeysRepository } from './signing-keys.repository.js';
import { SigningKeysService } from './signing-keys.service.js';
import { TableWatch } from './table-watch.js';

/** Notices what other processes do to the keys. An SQLite file has one process, and no watch. */
@Injectable()
export class SigningKeyWatch implements OnModuleInit, OnApplicationShutdown {
  private readonly watch: TableWatch;

  constructor(
    private readonly repository: SigningKeysRepository,
    keys: SigningKeysService,
  ) {
    this.watch = new TableWatch('signing keys', () => keys.reloadIfChanged());
  }

  onModuleInit(): void {
    if (this.repository.isShared) this.watch.start();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.watch.stop();
  }
}
