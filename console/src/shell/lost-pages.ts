/** The name of the error where the code of a page could not be had because nobody answered. */
const LOST = 'PageLost';

/**
 * The router loads the console anew where the code of a page is missing, as it is after an update of the
 * server. Where the server does not answer, the browser's own error page would be all that is left; there the
 * error is given another name, and the console shows it.
 */
export function noticeLostPages(): void {
  addEventListener('vite:preloadError', ({ payload }) => {
    const url = /https?:\S+/.exec(payload.message)?.[0];
    if (url !== undefined && wasAnswered(url)) return;
    payload.name = LOST;
    payload.message = 'The code of this page could not be loaded.';
  });
}

/** Only a new start of the console gets at the code of a page that was lost. */
export function isLostPage(error: unknown): boolean {
  return error instanceof Error && error.name === LOST;
}

function wasAnswered(url: string): boolean {
  const entries = performance.getEntriesByName(url, 'resource') as PerformanceResourceTiming[];
  return (entries.at(-1)?.responseStatus ?? 0) > 0;
}
