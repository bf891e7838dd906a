import { Injectable, type INestApplication, type OnApplicationBootstrap } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { RoutePolicies } from '../../auth/index.js';
import { type ApiScope, ScopeCatalogue } from '../../modules/protected-apis/index.js';
import { AppConfig } from '../../platform/config/index.js';
import { completeDocument } from './complete-document.js';
import { descriptionOf } from './description.js';
import { pathsWithoutController } from './paths/index.js';
import { convertSchema } from './schema-converter.js';

/** Version of the HTTP API, not of the program: it changes when the public contract does. */
const API_VERSION = '0.1.0';

/** The OpenAPI 3.1 description of this server as it is configured; made when it is first asked for. */
@Injectable()
export class ApiDocument implements OnApplicationBootstrap {
  private scopes: readonly ApiScope[] = [];
  private built: OpenAPIObject | null = null;

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

  of(app: INestApplication): OpenAPIObject {
    this.built ??= this.build(app);
    return this.built;
  }

  private build(app: INestApplication): OpenAPIObject {
    const { publicUrl } = this.config;
    const signedTokenHeader = headerCase(this.config.signedTokenHeaders[0] ?? '');
    const info = new DocumentBuilder()
      .setOpenAPIVersion('3.1.0')
      .setTitle('Ostiary API')
      .setDescription(descriptionOf(publicUrl, signedTokenHeader))
      .setVersion(API_VERSION)
      .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
      .addServer(publicUrl)
      .build();
    const scanned = SwaggerModule.createDocument(app, info, {
      standardSchemaConverter: convertSchema,
    });
    return completeDocument(scanned, {
      routes: this.routes.list(),
      otherPaths: pathsWithoutController(this.config),
      security: { publicUrl, signedTokenHeader, scopes: this.scopes },
    });
  }
}

/** `apihub-token` as `Apihub-Token`. */
function headerCase(name: string): string {
  return name.replace(/(^|-)[a-z]/g, (start) => start.toUpperCase());
}
