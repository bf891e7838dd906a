/** What worker processes and their primary say to each other. */
export type WorkerMessage =
  /** Worker: it listens. */
  | { readonly type: 'ostiary:ready' }
  /** Worker: what do all workers count together? */
  | { readonly type: 'ostiary:metrics'; readonly id: number }
  /** Primary: this, or null when a worker did not tell. */
  | { readonly type: 'ostiary:metrics-of-all'; readonly id: number; readonly text: string | null };

/** @returns null for what others say by the same way */
export function asWorkerMessage(message: unknown): WorkerMessage | null {
  if (typeof message !== 'object' || message === null) return null;
  const { type } = message as { readonly type?: unknown };
  return typeof type === 'string' && type.startsWith('ostiary:')
    ? (message as WorkerMessage)
    : null;
}
