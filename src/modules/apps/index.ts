export type { AppChanges, AppRecord, NewApp } from './app-record.js';
export { AppsModule } from './apps.module.js';
export { AppsService } from './apps.service.js';
