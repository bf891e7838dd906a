export { CredentialUses, type LastUse, type UsesOfCredential } from './credential-uses.service.js';
export {
  USAGE_INTERVALS,
  type UsageGroup,
  type UsageInterval,
  type UsageQuery,
  type UsageRow,
} from './usage-query.js';
export { type Use, UsageRecorder } from './usage-recorder.js';
export { UsageModule } from './usage.module.js';
export { UsageService } from './usage.service.js';
