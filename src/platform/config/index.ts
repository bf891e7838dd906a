export {
  AppConfig,
  type AppConfigValues,
  type ForwardingHeaderName,
  type LogLevel,
  type MasterKeySource,
} from './app-config.js';
export { ConfigModule } from './config.module.js';
export { loadConfig } from './load-config.js';
export { SETTINGS, type Setting } from './settings.js';
