import './fastify-request.js';

export { clientAddress, isFromTrustedProxy } from './client-address.js';
export { decodeCursor, encodeCursor, type CursorPayload } from './cursor.js';
export { createFastifyAdapter } from './fastify-adapter.js';
export { HttpModule } from './http.module.js';
export { MAX_BODY_BYTES, MAX_BODY_DEPTH, parseJsonBody } from './json-body.js';
export { PROBLEM_MEDIA_TYPE, sendProblem } from './problem.js';
export { ProblemFilter } from './problem.filter.js';
export { PUBLIC_ROUTE, PublicRoute } from './public-route.js';
export { rateLimitHeaders, type RateLimitState } from './rate-limit-headers.js';
export { isSecretName, redactUrl } from './redact-url.js';
export { parseRfc3339, toRfc3339, toRfc3339OrNull } from './rfc3339.js';
export {
  cidrListSchema,
  descriptionSchema,
  idSchema,
  listQuerySchema,
  nameSchema,
  originListSchema,
  quotaSchema,
  rfc3339Schema,
  scopeListSchema,
  toQuota,
} from './schemas.js';
export { toAppError } from './to-app-error.js';
export { createValidationPipe, validate } from './validation.js';
