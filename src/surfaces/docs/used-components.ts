import type { ComponentsObject, OpenAPIObject } from '@nestjs/swagger';
import { operationsOf } from './operations-of.js';

/**
 * A document without the components that nothing in it uses: which routes there are depends on the
 * settings.
 */
export function keepUsedComponents(document: OpenAPIObject): OpenAPIObject {
  const components = (document.components ?? {}) as Record<string, Record<string, unknown>>;
  const used = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, member] of Object.entries(value)) {
      if (key === '$ref' && typeof member === 'string') {
        if (used.has(member)) continue;
        used.add(member);
        const [, , section = '', name = ''] = member.split('/');
        visit(components[section]?.[name]);
      } else {
        visit(member);
      }
    }
  };
  visit(document.paths);
  const schemes = securitySchemesOf(document);
  const kept = Object.entries(components).map(([section, entries]) => [
    section,
    Object.fromEntries(
      Object.entries(entries).filter(([name]) =>
        section === 'securitySchemes'
          ? schemes.has(name)
          : used.has(`#/components/${section}/${name}`),
      ),
    ),
  ]);
  return { ...document, components: Object.fromEntries(kept) as ComponentsObject };
}

function securitySchemesOf({ paths }: OpenAPIObject): Set<string> {
  const requirements = operationsOf(paths).flatMap(({ operation }) => operation.security ?? []);
  return new Set(requirements.flatMap((requirement) => Object.keys(requirement)));
}
