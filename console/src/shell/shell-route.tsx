import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext } from '@tanstack/react-router';
import { meQuery } from '../api/me';
import { NotFound } from './not-found';
import { PageFailed } from './page-failed';
import { Shell } from './shell';

/** What every page stands in. Nothing is shown before it is known who is signed in. */
export const shellRoute = createRootRouteWithContext<{ queryClient: QueryClient }>()({
  loader: ({ context }) => context.queryClient.ensureQueryData(meQuery),
  component: Shell,
  errorComponent: PageFailed,
  notFoundComponent: NotFound,
});
