import { Module, type OnModuleInit } from '@nestjs/common';
import { ProtectedApisModule, ScopeCatalogue } from '../../modules/protected-apis/index.js';
import { SAMPLE_SCOPES } from './sample-data.js';
import { SampleWeather } from './sample-weather.js';
import { SamplesController } from './samples.controller.js';

/** The sample APIs of the public contract (§6). Left out in production unless asked for. */
@Module({
  imports: [ProtectedApisModule],
  controllers: [SamplesController],
  providers: [SampleWeather],
})
export class SamplesModule implements OnModuleInit {
  constructor(private readonly scopes: ScopeCatalogue) {}

  onModuleInit(): void {
    this.scopes.defineOwn(SAMPLE_SCOPES);
  }
}
