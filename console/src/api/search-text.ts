/** The members of an address's query that are texts and not empty; whatever else is there is not ours. */
export function textSearch<Name extends string>(
  search: Readonly<Record<string, unknown>>,
  names: readonly Name[],
): { readonly [Key in Name]?: string } {
  const texts = names.flatMap((name) => {
    const value = search[name];
    if (typeof value === 'number') return [[name, String(value)] as const];
    return typeof value === 'string' && value !== '' ? [[name, value] as const] : [];
  });
  return Object.fromEntries(texts) as { [Key in Name]?: string };
}
