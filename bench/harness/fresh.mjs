/**
 * Credentials of which none is sent twice.
 *
 * @param make makes so many new ones
 * @param firstGuess how many calls per second to expect before the first measurement
 */
export function freshCredentials(make, firstGuess) {
  let made = [];
  return {
    firstGuess,
    async stock(count) {
      if (made.length < count) made = made.concat(await make(count - made.length));
    },
    values: () => made,
    drop(count) {
      made = made.slice(Math.min(count, made.length));
    },
  };
}
