import type { ApiScope } from './scope-matrix';

export const TEMPLATES = ['read', 'full', 'ci', 'browser'] as const;
export type Template = (typeof TEMPLATES)[number];

/** What a template proposes; everything can be changed. */
export interface Proposal {
  readonly scopes: readonly string[];
  readonly days: number | null;
  readonly environment: 'live' | 'test';
  /** Which restriction the dialog opens, because a key of this kind should have it. */
  readonly restriction: 'ip' | 'origin' | null;
}

/** Scopes that only read, by the names that people give them. */
const READS = /(?:^|[.:_/-])(?:read|get|list|view|readonly)(?:$|[.:_/-])/i;

export function proposalOf(template: Template, scopes: readonly ApiScope[]): Proposal {
  const all = scopes.map(({ name }) => name);
  const reading = all.filter((name) => READS.test(name));
  switch (template) {
    case 'read':
      return { scopes: reading, days: 90, environment: 'live', restriction: null };
    case 'full':
      return { scopes: all, days: 90, environment: 'live', restriction: null };
    case 'ci':
      return { scopes: all, days: 30, environment: 'test', restriction: 'ip' };
    case 'browser':
      return { scopes: reading, days: 90, environment: 'live', restriction: 'origin' };
  }
}
