export { ApiCatalogue } from './api-catalogue.js';
export { ApiGrants } from './api-grants.js';
export { type ApiGrantRecord, ApiGrantsService } from './api-grants.service.js';
export type { ApiMatch, ApiSnapshot } from './api-snapshot.js';
export { type CompiledApi, queryKeyNames } from './compiled-api.js';
export type {
  ApiScope,
  ProtectedApiInput,
  ProtectedApiRecord,
  RouteRuleInput,
} from './protected-api.js';
export { ProtectedApisModule } from './protected-apis.module.js';
export { ProtectedApisService } from './protected-apis.service.js';
export { type OwnScope, type ResourceServer, ScopeCatalogue } from './scope-catalogue.js';
export {
  DEFAULT_UPSTREAM_OPTIONS,
  parseUpstream,
  type Upstream,
  type UpstreamOptions,
  upstreamPath,
} from './upstream.js';
