import {
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { ApiCatalogue, type ProtectedApiInput } from '../../modules/protected-apis/index.js';
import { Clock } from '../../platform/clock.js';
import { SampleUpstream } from './sample-upstream.js';

const WEATHER: ProtectedApiInput = {
  name: 'weather-basic',
  pathPrefix: '/api/weather-basic',
  pathAliases: ['/api/weather_basic'],
  accept: ['api_key', 'app_token', 'person_token'],
  anonymous: { limit: 60, windowSeconds: 60 },
};

/**
 * Runs the sample upstream and puts a protected API before it. The API is not kept in the database: its
 * upstream's port is good for this process only, and somebody else may listen there later.
 */
@Injectable()
export class SampleWeather implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly upstream: SampleUpstream;

  constructor(
    private readonly apis: ApiCatalogue,
    clock: Clock,
  ) {
    this.upstream = new SampleUpstream(() => clock.now());
  }

  async onApplicationBootstrap(): Promise<void> {
    this.apis.addBuiltIn({ ...WEATHER, upstream: await this.upstream.start() });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.upstream.stop();
  }
}
