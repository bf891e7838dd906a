/** Something about a pasted call that may matter, whatever the decision. */
export interface Finding {
  readonly name: string;
  readonly text: string;
}

/** A call as it was pasted, before anybody looks for a credential in it. */
export interface PastedCall {
  readonly method: string;
  /** As it was written: absolute, or a path; null: none was named. */
  readonly url: string | null;
  /** Names and values in turn, doubled ones twice. */
  readonly rawHeaders: readonly string[];
  readonly findings: readonly Finding[];
}

/** `Name: value` as a header has it; null for what is no header line. */
export function readHeaderLine(line: string): [name: string, value: string] | null {
  const match = /^\s*([!#$%&'*+.^_`|~0-9A-Za-z-]{1,100})\s*:(.*)$/s.exec(line);
  return match === null ? null : [match[1] as string, (match[2] as string).trim()];
}
