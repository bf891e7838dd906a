import { SetMetadata } from '@nestjs/common';
import { PUBLIC_ROUTE } from '../../platform/http/index.js';

/** Opens a route to everybody. It neither asks for a credential nor looks at one. */
export function Public(): MethodDecorator & ClassDecorator {
  return SetMetadata(PUBLIC_ROUTE, true);
}
