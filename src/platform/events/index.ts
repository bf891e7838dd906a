export { ChangeEvents, type ChangeListener } from './change-events.js';
export { EventsModule } from './events.module.js';
export { StampedCache, type StampedCacheOptions } from './stamped-cache.js';
