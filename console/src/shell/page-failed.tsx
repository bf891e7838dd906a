import type { ErrorComponentProps } from '@tanstack/react-router';
import { Problem } from '../components/problem';

/** In the place of a page whose data could not be had. */
export function PageFailed({ error, reset }: ErrorComponentProps) {
  return <Problem error={error} onRetry={reset} />;
}
