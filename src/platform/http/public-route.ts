import { type CustomDecorator, SetMetadata } from '@nestjs/common';

/** Metadata key of a route that needs no decision; the guard refuses every route without any mark. */
export const PUBLIC_ROUTE = 'ostiary:public';

/** Opens a route, or all routes of a controller, to everyone. */
export const PublicRoute = (): CustomDecorator => SetMetadata(PUBLIC_ROUTE, true);
