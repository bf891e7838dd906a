import { QueryClient } from '@tanstack/react-query';
import { ProblemError } from './problem';

const MAX_RETRIES = 2;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // A refusal stays a refusal; what could not be asked is asked again.
      retry: (count, error) =>
        count < MAX_RETRIES && !(error instanceof ProblemError && error.problem.status < 500),
    },
  },
});
