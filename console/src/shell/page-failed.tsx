import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { Problem } from '../components/problem';
import { isLostPage } from './lost-pages';

/** In the place of a page whose data could not be had. Another try asks for all of it again. */
export function PageFailed({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const queries = useQueryErrorResetBoundary();
  const retry = (): void => {
    if (isLostPage(error)) return location.reload();
    queries.reset();
    reset();
    void router.invalidate();
  };
  return <Problem error={error} onRetry={retry} />;
}
