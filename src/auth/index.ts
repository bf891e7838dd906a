export { AuthModule } from './auth.module.js';
export { type Call, pathOf, queryOf } from './call.js';
export { Calls } from './calls.js';
export { corsHeaders, isPreflight, preflightHeaders } from './cors.js';
export { CredentialInquiry, type Inquired } from './credential-inquiry.js';
export { CredentialUse } from './credential-use.js';
export {
  AccountAccess,
  AdminAccess,
  Authenticated,
  QueryKey,
  /** @public */
  Roles,
  Scopes,
} from './decorators/authenticated.decorator.js';
export { CurrentDecision, CurrentPrincipal } from './decorators/current-principal.decorator.js';
export { Public } from './decorators/public.decorator.js';
export type { DecisionObserver } from './decision-observers.js';
export type { Allowed, Decision, Refused } from './decision.js';
export { Doorkeeper } from './doorkeeper.js';
export {
  foldedHeaderName,
  IdentityHeaders,
  isIdentityHeader,
  NO_IDENTITY,
} from './identity-headers.js';
export { type CheckReport, checksOf } from './explaining/checks-of.js';
export { mayRead } from './explaining/decision-access.js';
export { type DecisionFilter, DecisionLog } from './explaining/decision-log.js';
export type { DecisionReport, FiledDecision } from './explaining/decision-report.js';
export { type PrincipalView, viewOfPrincipal } from './principal-view.js';
export { findQueryKeys } from './query-key.js';
export { type OwnRoute, RoutePolicies, type RouteRule } from './route-policies.js';
export { writeDecision } from './write-decision.js';
export { UsageRecording } from './usage-recording.js';
