import './fastify-request.js';

export { decodeCursor, encodeCursor, type CursorPayload } from './cursor.js';
export { isFromTrustedProxy, trustedProxiesOf } from './client-address.js';
export type { EarlyAnswered, EarlyRequest } from './early-answers.js';
export type { EarlyForm } from './early-forms.js';
export { createFastifyAdapter } from './fastify-adapter.js';
export { AT_FOREIGN_HOSTS } from './foreign-hosts.js';
export { HttpModule } from './http.module.js';
export { listenRefusal } from './listen-address.js';
export { PROBLEM_MEDIA_TYPE, problemAnswer, sendProblem } from './problem.js';
export { COMMON_HEADERS, takeOver } from './request-hooks.js';
export { PUBLIC_ROUTE, PublicRoute } from './public-route.js';
export { rateLimitHeaders, type RateLimitState } from './rate-limit-headers.js';
export { toRfc3339, toRfc3339OrNull } from './rfc3339.js';
export {
  cidrListSchema,
  descriptionSchema,
  idSchema,
  lineSchema,
  listQuerySchema,
  nameSchema,
  originListSchema,
  quotaSchema,
  rfc3339Schema,
  scopeListSchema,
  toQuota,
} from './schemas.js';
export { ambiguityOf, LOOP_MARK } from './strict-request.js';
export { toAppError } from './to-app-error.js';
export { closeUnread, hasBody } from './unread-body.js';
export { phraseOf } from './validation-phrases.js';
