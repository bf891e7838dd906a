import { Module } from '@nestjs/common';
import { ProtectedApisModule } from '../../modules/protected-apis/index.js';
import { ApiDocument } from './api-document.js';

/** The description of the API; `setUpDocs` serves it. */
@Module({ imports: [ProtectedApisModule], providers: [ApiDocument] })
export class DocsModule {}
