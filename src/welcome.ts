import type { AppConfig } from './platform/config/index.js';
import { VERSION } from './platform/config/version.js';

/** What the operator sees once the server listens. */
export function welcome(config: AppConfig): string {
  const lines = [
    `Ostiary is listening on http://${config.host}:${config.port}`,
    `  version      ${VERSION}`,
    `  console      ${config.publicUrl}/console`,
    `  public URL   ${config.publicUrl}`,
    `  database     ${withoutPassword(config.databaseUrl)}`,
    `  master key   ${masterKeyLine(config)}`,
    `  API          ${config.publicUrl}/docs`,
  ];
  if (config.samples) {
    lines.push(`  try it       curl ${config.publicUrl}/api/weather-basic/now`);
  }
  return `${lines.join('\n')}\n`;
}

function masterKeyLine(config: AppConfig): string {
  const source = config.masterKeySource;
  if (source.kind === 'value') return 'from the environment';
  return `${source.path} (back it up: without it, nothing in the database can be opened)`;
}

function withoutPassword(url: string): string {
  return url.replace(/\/\/[^/]*@/, '//');
}
