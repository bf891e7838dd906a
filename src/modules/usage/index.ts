export { CredentialUses, type UsePlace } from './credential-uses.js';
export { RecordedUses } from './recorded-uses.js';
export { type Counted, UsageCounter } from './usage-counter.js';
export {
  positionOf,
  USAGE_GROUPS,
  USAGE_INTERVALS,
  type UsageGroup,
  type UsagePosition,
  type UsageQuestion,
  type UsageRow,
} from './usage-report.js';
export { UsageReports } from './usage-reports.js';
export { UsageModule } from './usage.module.js';
