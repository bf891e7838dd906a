import type { OpenAPIObject } from '@nestjs/swagger';
import { operationsOf } from './operations-of.js';

/**
 * Routes that administration and owners share have one name in the code. Those under `/account` are told
 * apart by a `My`: `createApiKey` of the administration is `createMyApiKey` of an owner.
 */
export function nameOwnOperations(document: OpenAPIObject): OpenAPIObject {
  for (const { path, operation } of operationsOf(document.paths)) {
    const name = operation.operationId ?? '';
    if (path.startsWith('/account/') && !/[a-z]My[A-Z]/.test(name)) {
      operation.operationId = name.replace(/^[a-z]+/, '$&My');
    }
  }
  return document;
}
