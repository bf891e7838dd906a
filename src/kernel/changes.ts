/** The named members of a change that are given. What is absent stays as it is; null is a value. */
export function given<Changes extends object, Name extends keyof Changes>(
  changes: Changes,
  names: readonly Name[],
): { [Member in Name]?: Exclude<Changes[Member], undefined> } {
  const present = names.filter((name) => changes[name] !== undefined);
  return Object.fromEntries(present.map((name) => [name, changes[name]])) as {
    [Member in Name]?: Exclude<Changes[Member], undefined>;
  };
}

/**
 * What a change of `enabled` makes of the time since when something is disabled; nothing, when it says
 * nothing of it. What is disabled already stays so since then.
 *
 * @param disabledAt epoch milliseconds; null: it is enabled
 */
export function disabling(
  disabledAt: number | null,
  enabled: boolean | undefined,
  now: number,
): { disabledAt?: number | null } {
  if (enabled === undefined) return {};
  return { disabledAt: enabled ? null : (disabledAt ?? now) };
}
