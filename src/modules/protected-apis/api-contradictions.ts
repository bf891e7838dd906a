import type { CredentialKind } from '../../kernel/principal.js';
import { AppError } from '../../kernel/errors/index.js';
import type { ProtectedApiRecord, RouteRuleInput } from './protected-api.js';

/**
 * Refuses members that would have no effect beside others, or the opposite of what they say: whoever
 * wrote them meant something that does not happen.
 *
 * @throws AppError `invalid_request` that points at the member
 */
export function checkContradictions(api: ProtectedApiRecord): void {
  const accepted = new Set([...api.accept, ...api.routes.flatMap(({ accept }) => accept ?? [])]);
  if (api.accept.length === 0) throw invalid('#/accept', 'must name at least one kind');
  api.scopes.forEach(({ name }, i) => {
    if (api.scopes.findIndex((scope) => scope.name === name) !== i) {
      throw invalid(`#/scopes/${i}/name`, 'is defined twice');
    }
  });
  if (api.queryKey && !accepted.has('api_key')) {
    throw invalid('#/query_key', 'has no effect: this API accepts no api_key');
  }
  if (api.queryKeyName !== null && !api.queryKey) {
    throw invalid('#/query_key_name', 'has no effect without query_key');
  }
  // A token that was exchanged for a key is of the key's environment.
  if (api.environment !== null && !accepted.has('api_key') && !accepted.has('access_token')) {
    throw invalid('#/environment', 'has no effect: this API accepts no api_key');
  }
  if (api.access === 'granted') checkGranted(api);
  api.routes.forEach(checkRule);
}

function checkGranted(api: ProtectedApiRecord): void {
  if (api.anonymous !== null) {
    throw invalid(
      '#/anonymous',
      'contradicts access "granted": whoever left the credential out would pass',
    );
  }
  if (isForPeopleOnly(api.accept)) {
    throw invalid('#/access', 'cannot be "granted": login tokens belong to no app');
  }
  api.routes.forEach(({ accept }, i) => {
    if (accept !== undefined && isForPeopleOnly(accept)) {
      throw invalid(
        `#/routes/${i}/accept`,
        'lets nobody in: login tokens belong to no app, and this API is for granted apps',
      );
    }
  });
}

function checkRule(rule: RouteRuleInput, index: number): void {
  const at = `#/routes/${index}`;
  if (rule.accept?.length === 0) throw invalid(`${at}/accept`, 'must name at least one kind');
  if (rule.public !== true) return;
  if (rule.scopes.length > 0) {
    throw invalid(`${at}/scopes`, 'contradicts "public": who shows nothing has no scopes');
  }
  if (rule.accept !== undefined) {
    throw invalid(`${at}/accept`, 'contradicts "public": nothing needs to be shown');
  }
}

function isForPeopleOnly(accept: readonly CredentialKind[]): boolean {
  return accept.every((kind) => kind === 'login_token');
}

function invalid(pointer: string, detail: string): AppError {
  return new AppError('invalid_request', {
    detail: `The request is not valid: ${pointer} ${detail}.`,
    errors: [{ pointer, detail }],
  });
}
