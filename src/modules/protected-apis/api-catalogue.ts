import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { Awaitable } from '../../kernel/awaitable.js';
import { AppError } from '../../kernel/errors/index.js';
import { derivedId } from '../../kernel/ids.js';
import { ChangeEvents, EVERYTHING } from '../../platform/events/index.js';
import { Clock } from '../../platform/clock.js';
import { AppConfig } from '../../platform/config/index.js';
import { checkHost, hostnameOf } from './api-host.js';
import { ApiHosts } from './api-hosts.js';
import { ApiSnapshot } from './api-snapshot.js';
import { closedApi, type CompiledApi, compileApi } from './compiled-api.js';
import { completeApi, type ProtectedApiInput, type ProtectedApiRecord } from './protected-api.js';
import { ProtectedApisRepository } from './protected-apis.repository.js';

/**
 * The compiled protected APIs, as calls need them. Read once and kept until one of them changes; a
 * reading that a change overtook is used for its own calls and not kept.
 */
@Injectable()
export class ApiCatalogue implements OnApplicationShutdown {
  private readonly logger = new Logger(ApiCatalogue.name);
  private readonly own: ProtectedApiRecord[] = [];
  private readonly ownHostname: string;
  private current: ApiSnapshot | null = null;
  private hosts = new ApiHosts([], '');
  private reading: Promise<ApiSnapshot> | null = null;
  private readonly unsubscribe: () => void;

  constructor(
    private readonly apis: ProtectedApisRepository,
    private readonly config: AppConfig,
    private readonly clock: Clock,
    events: ChangeEvents,
  ) {
    this.ownHostname = hostnameOf(new URL(config.publicUrl).host);
    this.unsubscribe = events.subscribe((tag) => {
      if (tag !== EVERYTHING && !tag.startsWith('protected_api:')) return;
      this.forget();
      this.readAhead();
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
    const api = completeApi(input, this.config.publicUrl, this.clock.now());
    // The same in every process: what several of them count together is counted by it.
    this.own.push({ ...api, id: derivedId('api', `built-in:${api.name}`) });
    this.forget();
  }

  /**
   * @returns at once when nothing has changed
   * @throws what the database throws; the call must then be refused with `unavailable`.
   */
  snapshot(): Awaitable<ApiSnapshot> {
    return this.current ?? (this.reading ??= this.read());
  }

  /**
   * Whether calls at this host are for an API rather than for our own routes. It is asked before a route
   * is chosen and cannot wait: after a change it answers as before until the change has been read.
   */
  isApiHost(host: string): boolean {
    if (this.current === null) this.readAhead();
    return this.hosts.owns(host);
  }

  /** What is being read at this moment may be older than the change: it is not for later calls. */
  private forget(): void {
    this.current = null;
    this.reading = null;
  }

  private readAhead(): void {
    // Calls that need it read it again, and are told why they cannot have it.
    if (this.current === null) (this.reading ??= this.read()).catch(() => undefined);
  }

  private read(): Promise<ApiSnapshot> {
    const reading: Promise<ApiSnapshot> = this.compileAll()
      .then((snapshot) => {
        if (this.reading === reading) {
          this.current = snapshot;
          this.hosts = snapshot.hosts;
        }
        return snapshot;
      })
      .finally(() => {
        if (this.reading === reading) this.reading = null;
      });
    return reading;
  }

  private async compileAll(): Promise<ApiSnapshot> {
    const kept = await this.apis.all();
    const compiled = [...this.own, ...kept].map((record) => this.compile(record));
    return new ApiSnapshot(compiled, this.ownHostname);
  }

  private compile(record: ProtectedApiRecord): CompiledApi {
    try {
      if (record.host !== null) checkHost(record.host, this.config.publicUrl);
      return compileApi(record);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const [first] = error.errors;
      this.logger.error(
        `the protected API ${record.name} (${record.id}) is closed until it is changed: ` +
          `${first?.pointer ?? ''} ${first?.detail ?? error.message}`,
      );
      return closedApi(record, error);
    }
  }
}
