/** What is wrong with a member of the request, or with the first wrong one in it. */
export function firstWrong(
  wrong: Readonly<Record<string, string>>,
  member: string,
): string | undefined {
  const found = Object.keys(wrong).find((name) => name === member || name.startsWith(`${member}.`));
  return found === undefined ? undefined : wrong[found];
}
