import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { ChangeEvents, EVERYTHING } from '../../platform/events/index.js';
import { Clock } from '../../platform/clock.js';
import { AppConfig } from '../../platform/config/index.js';
import { ApiSnapshot } from './api-snapshot.js';
import { compileApi } from './compiled-api.js';
import { completeApi, type ProtectedApiInput, type ProtectedApiRecord } from './protected-api.js';
import { ProtectedApisRepository } from './protected-apis.repository.js';

/**
 * The compiled protected APIs, as calls need them. Read once and kept until one of them changes; a
 * reading that a change overtook is used for its own call and not kept.
 */
@Injectable()
export class ApiCatalogue implements OnApplicationShutdown {
  private readonly own: ProtectedApiRecord[] = [];
  private current: ApiSnapshot | null = null;
  private stamp = 0;
  private readonly unsubscribe: () => void;

  constructor(
    private readonly apis: ProtectedApisRepository,
    private readonly config: AppConfig,
    private readonly clock: Clock,
    events: ChangeEvents,
  ) {
    this.unsubscribe = events.subscribe((tag) => {
      if (tag === EVERYTHING || tag.startsWith('protected_api:')) this.forget();
    });
  }

  onApplicationShutdown(): void {
    this.unsubscribe();
  }

  /** APIs that this process brings along; they are in no table and end with it. */
  get builtIn(): readonly ProtectedApiRecord[] {
    return this.own;
  }

  addBuiltIn(input: ProtectedApiInput): void {
    this.own.push(completeApi(input, this.config.publicUrl, this.clock.now()));
    this.forget();
  }

  /** @throws what the database throws; the call must then be refused with `unavailable`. */
  async snapshot(): Promise<ApiSnapshot> {
    if (this.current !== null) return this.current;
    const { stamp } = this;
    const snapshot = new ApiSnapshot([...this.own, ...(await this.apis.all())].map(compileApi));
    if (stamp === this.stamp) this.current = snapshot;
    return snapshot;
  }

  private forget(): void {
    this.stamp += 1;
    this.current = null;
  }
}
