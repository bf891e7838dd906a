import { SetMetadata } from '@nestjs/common';

/** Metadata key of a route that needs no decision; the guard refuses every route without any mark. */
export const PUBLIC_ROUTE = 'ostiary:public';

/**
 * Opens a route, or all routes of a controller, to everybody. It neither asks for a credential nor
 * looks at one. In the rooms above it is known as `@Public()`.
 */
export function PublicRoute(): MethodDecorator & ClassDecorator {
  return SetMetadata(PUBLIC_ROUTE, true);
}
