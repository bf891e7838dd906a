import { describe, expect, it } from 'vitest';
import { StartupError } from '../startup-error.js';
import { assertVersion } from './sqlite-settings.js';

describe('the SQLite version', () => {
  it.each(['3.51.3', '3.51.10', '3.52.0', '3.53.1', '4.0.0'])('%s is good', (version) => {
    expect(() => assertVersion(version)).not.toThrow();
  });

  it.each(['3.51.2', '3.50.9', '3.9.0', '2.99.99', ''])('"%s" is refused', (version) => {
    expect(() => assertVersion(version)).toThrow(StartupError);
  });
});
