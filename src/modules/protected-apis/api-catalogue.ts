import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { ChangeEvents } from '../../platform/events/index.js';
import { ApiSnapshot } from './api-snapshot.js';
import { compileApi } from './compiled-api.js';
import { ProtectedApisRepository } from './protected-apis.repository.js';

/**
 * The compiled protected APIs, as calls need them. Read once and kept until one of them changes; a
 * reading that a change overtook is used for its own call and not kept.
 */
@Injectable()
export class ApiCatalogue implements OnModuleDestroy {
  private current: ApiSnapshot | null = null;
  private stamp = 0;
  private readonly unsubscribe: () => void;

  constructor(
    private readonly apis: ProtectedApisRepository,
    events: ChangeEvents,
  ) {
    this.unsubscribe = events.subscribe((tag) => {
      if (!tag.startsWith('protected_api:')) return;
      this.stamp += 1;
      this.current = null;
    });
  }

  onModuleDestroy(): void {
    this.unsubscribe();
  }

  /** @throws what the database throws; the call must then be refused with `unavailable`. */
  async snapshot(): Promise<ApiSnapshot> {
    if (this.current !== null) return this.current;
    const { stamp } = this;
    const snapshot = new ApiSnapshot((await this.apis.all()).map(compileApi));
    if (stamp === this.stamp) this.current = snapshot;
    return snapshot;
  }
}
