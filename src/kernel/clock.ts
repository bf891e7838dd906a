/** A source of the current time. Everything that asks "is it too late?" asks a clock it was given. */
export interface Clock {
  /** Wall-clock time in milliseconds since the Unix epoch. */
  now(): number;
}
