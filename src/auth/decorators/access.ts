import { Reflector } from '@nestjs/core';
import type { CredentialKind } from '../../kernel/principal.js';

/** Who may call a route, as the decorators on it say. */
export interface RouteAccess {
  readonly accept: readonly CredentialKind[];
  /** See `Policy.loginStandsForScopes` and `Policy.crossOrigin`. */
  readonly loginStandsForScopes: boolean;
  readonly crossOrigin: boolean;
}

export const RouteAccessOf = Reflector.createDecorator<RouteAccess>();
export const ScopesOf = Reflector.createDecorator<readonly string[]>();
export const RolesOf = Reflector.createDecorator<readonly string[]>();
export const QueryKeyOf = Reflector.createDecorator<readonly string[]>();
