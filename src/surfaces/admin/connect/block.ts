import type { Connection } from './connection.js';

/** A file that a block needs beside it. */
export interface BlockFile {
  readonly name: string;
  readonly content: string;
}

/** What an operator gives to a proxy so that it asks Ostiary before it forwards a call. */
export interface Block {
  readonly config: string;
  readonly files: readonly BlockFile[];
  /** What is true of this proxy only; what is true of all is in `notes.ts`. */
  readonly notes: readonly string[];
}

export type BlockWriter = (connection: Connection) => Block;

/** The lines that are there, joined; null leaves a line out. */
export function lines(...parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null).join('\n');
}

/** Every line of a text that is not empty, further in. */
export function indent(text: string, spaces: number): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(spaces));
}
