import {
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import {
  type ProtectedApiInput,
  ProtectedApisService,
} from '../../modules/protected-apis/index.js';
import { Clock } from '../../platform/clock.js';
import { SampleUpstream } from './sample-upstream.js';

const WEATHER: ProtectedApiInput = {
  name: 'weather-basic',
  pathPrefix: '/api/weather-basic',
  pathAliases: ['/api/weather_basic'],
  accept: ['api_key', 'app_token', 'person_token'],
  anonymous: { limit: 60, windowSeconds: 60 },
};

/** Runs the sample upstream and keeps the protected API that stands before it. */
@Injectable()
export class SampleWeather implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly upstream: SampleUpstream;

  constructor(
    private readonly apis: ProtectedApisService,
    clock: Clock,
  ) {
    this.upstream = new SampleUpstream(() => clock.now());
  }

  async onApplicationBootstrap(): Promise<void> {
    const upstream = await this.upstream.start();
    const existing = await this.apis.findByName(WEATHER.name);
    // Only the port is new at each boot; what an operator has changed of the sample is kept.
    if (existing === null) await this.apis.create({ ...WEATHER, upstream });
    else await this.apis.update(existing.id, { upstream });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.upstream.stop();
  }
}
