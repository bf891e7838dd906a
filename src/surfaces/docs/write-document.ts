import type { INestApplication } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { OwnRoute } from '../../auth/index.js';
import type { ApiScope } from '../../modules/protected-apis/index.js';
import { loadSwagger } from '../../platform/api-description/index.js';
import type { AppConfig } from '../../platform/config/index.js';
import { completeDocument } from './complete-document.js';
import { descriptionOf } from './description.js';
import { pathsWithoutController } from './paths/index.js';
import { convertSchema } from './schema-converter.js';

/** Version of the HTTP API, not of the program: it changes when the public contract does. */
const API_VERSION = '0.1.0';

/** What the document rests on beside the controllers. */
interface Foundations {
  readonly config: AppConfig;
  readonly routes: readonly OwnRoute[];
  readonly scopes: readonly ApiScope[];
}

/** Scans the controllers and completes what is found. */
export async function writeDocument(
  app: INestApplication,
  { config, routes, scopes }: Foundations,
): Promise<OpenAPIObject> {
  const { DocumentBuilder, SwaggerModule } = await loadSwagger();
  const { publicUrl } = config;
  const signedTokenHeader = headerCase(config.signedTokenHeaders[0] ?? '');
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
    routes,
    otherPaths: pathsWithoutController(config),
    security: { publicUrl, signedTokenHeader, scopes },
  });
}

/** `apihub-token` as `Apihub-Token`. */
function headerCase(name: string): string {
  return name.replace(/(^|-)[a-z]/g, (start) => start.toUpperCase());
}
