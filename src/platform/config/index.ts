export {
  AppConfig,
  type AppConfigValues,
  type ForwardingHeaderName,
  type LogLevel,
  type MasterKeySource,
  type RequestLogSetting,
} from './app-config.js';
export { ConfigError } from './config-error.js';
export { ConfigModule } from './config.module.js';
export { loadConfig } from './load-config.js';
export { SETTINGS, type Setting } from './settings.js';
export { VERSION } from './version.js';
