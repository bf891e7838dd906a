export { ChangeEvents, type ChangeListener, EVERYTHING } from './change-events.js';
export { EventsModule } from './events.module.js';
export { StampedCache, type StampedCacheOptions } from './stamped-cache.js';
