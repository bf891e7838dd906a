/** A time as people and programs read it: RFC 3339, UTC, with milliseconds. */
export function timestamp(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
