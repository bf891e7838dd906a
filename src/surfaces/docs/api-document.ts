import { Injectable, type INestApplication, type OnApplicationBootstrap } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { RoutePolicies } from '../../auth/index.js';
import { type ApiScope, ScopeCatalogue } from '../../modules/protected-apis/index.js';
import { AppConfig } from '../../platform/config/index.js';

/** The OpenAPI 3.1 description of this server as it is configured; made when it is first asked for. */
@Injectable()
export class ApiDocument implements OnApplicationBootstrap {
  private scopes: readonly ApiScope[] = [];
  private written: Promise<OpenAPIObject> | null = null;

  constructor(
    private readonly config: AppConfig,
    private readonly routes: RoutePolicies,
    private readonly catalogue: ScopeCatalogue,
  ) {}

  /** Our own scopes are complete once all modules have started. */
  async onApplicationBootstrap(): Promise<void> {
    const own = await this.catalogue.findByAudience(this.config.publicUrl);
    this.scopes = own?.scopes ?? [];
  }

  of(app: INestApplication): Promise<OpenAPIObject> {
    this.written ??= this.write(app).catch((error: unknown) => {
      this.written = null;
      throw error;
    });
    return this.written;
  }

  /** All that it takes is loaded now: most servers are never asked. */
  private async write(app: INestApplication): Promise<OpenAPIObject> {
    const { writeDocument } = await import('./write-document.js');
    const { config, scopes } = this;
    return writeDocument(app, { config, scopes, routes: this.routes.list() });
  }
}
