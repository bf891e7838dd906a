import type { OperationObject, PathsObject } from '@nestjs/swagger';
import { answer, jsonOf, problems } from '../references.js';

/** The sample API behind the gateway, under both of its names (contract §6). */
export const WEATHER_PATHS: PathsObject = {
  '/api/weather-basic/now': {
    get: weather('getWeatherNow'),
    post: weather('postWeatherNow'),
  },
  '/api/weather_basic/now': {
    get: weather('getWeatherNowByAlias'),
    post: weather('postWeatherNowByAlias'),
  },
};

function weather(operationId: string): OperationObject {
  return {
    operationId,
    summary: 'Call an API behind the gateway',
    description:
      'With a signed token, with an API key, or with nothing: all anonymous callers share one quota.',
    security: [{ signed_token: [] }, { api_key: [] }, { api_key_bearer: [] }, {}],
    responses: {
      200: answer(
        'The weather, and who asked.',
        jsonOf('Weather'),
        'RateLimit',
        'RateLimit-Policy',
      ),
      ...problems(400, 401, 403, 429, 502, 503, 504),
    },
  };
}
