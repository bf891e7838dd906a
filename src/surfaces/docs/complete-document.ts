import type { OpenAPIObject, PathsObject } from '@nestjs/swagger';
import type { OwnRoute, RouteRule } from '../../auth/index.js';
import { completeOperation } from './complete-operation.js';
import { HEADER_COMPONENTS } from './header-components.js';
import { isHidden } from './hidden-paths.js';
import { nameOwnOperations } from './name-own-operations.js';
import { nameSchemas } from './name-schemas.js';
import { operationsOf } from './operations-of.js';
import { PARAMETER_COMPONENTS } from './parameter-components.js';
import { problemComponents } from './problem-components.js';
import { convertComponents } from './schema-converter.js';
import { ANSWERS } from './schemas/index.js';
import { type SecuritySettings, securitySchemes } from './security-schemes.js';
import { TAGS } from './tags.js';
import { keepUsedComponents } from './used-components.js';

/** What the controllers do not know of the document. */
interface Completion {
  readonly routes: readonly OwnRoute[];
  /** Operations that are no controller's, complete; they win over a controller's. */
  readonly otherPaths: PathsObject;
  readonly security: SecuritySettings;
}

/**
 * Makes the whole document of what the scan of the controllers found: pages are left out; who may
 * call, what is refused and how, chapters and components are filled in. Controllers say only what is
 * their own.
 */
export function completeDocument(
  scanned: OpenAPIObject,
  { routes, otherPaths, security }: Completion,
): OpenAPIObject {
  const rules = rulesByPlace(routes);
  const paths: PathsObject = {};
  for (const { path, method, operation } of operationsOf(scanned.paths)) {
    if (isHidden(path)) continue;
    const rule = rules.get(placeOf(method, path));
    paths[path] = {
      ...paths[path],
      [method]: completeOperation(operation, { method, path, rule }),
    };
  }
  for (const { path, method, operation } of operationsOf(otherPaths)) {
    const tags = TAGS.filter((tag) => tag.paths.some((pattern) => pattern.test(path)));
    paths[path] = {
      ...paths[path],
      [method]: { tags: tags.slice(0, 1).map(({ name }) => name), ...operation },
    };
  }
  const problems = problemComponents(security.publicUrl);
  return keepUsedComponents(
    nameOwnOperations(
      nameSchemas({
        ...scanned,
        paths,
        tags: tagsOf(paths),
        components: {
          schemas: {
            ...scanned.components?.schemas,
            ...convertComponents(ANSWERS, 'output'),
            ...problems.schemas,
          },
          responses: problems.responses,
          parameters: PARAMETER_COMPONENTS,
          headers: HEADER_COMPONENTS,
          securitySchemes: securitySchemes(security),
        },
      }),
    ),
  );
}

function rulesByPlace(routes: readonly OwnRoute[]): Map<string, RouteRule> {
  return new Map(
    routes.map(({ method, path, rule }) => [
      placeOf(method, path.replace(/:(\w+)/g, '{$1}')),
      rule,
    ]),
  );
}

function placeOf(method: string, path: string): string {
  return `${method.toLowerCase()} ${path}`;
}

/** The chapters that have something in them, in reading order. */
function tagsOf(paths: PathsObject): { name: string; description: string }[] {
  const used = new Set(operationsOf(paths).flatMap(({ operation }) => operation.tags ?? []));
  return TAGS.filter(({ name }) => used.has(name)).map(({ name, description }) => ({
    name,
    description,
  }));
}
