import { EVERYTHING } from './change-events.js';

/**
 * What one process tells the others, and itself:
 * - `beat`: it is alive, and its messages arrive;
 * - `changed`: tags of what it has changed;
 * - `bye`: it ends, and nothing that it published is left unsaid.
 */
export type ChangeMessage =
  | {
      readonly kind: 'beat';
      readonly from: string;
      readonly connection: number;
      readonly at: number;
    }
  | { readonly kind: 'changed'; readonly from: string; readonly tags: readonly string[] }
  | { readonly kind: 'bye'; readonly from: string };

/** Postgres takes less than 8000 bytes. */
const MOST_BYTES = 7_500;

export function writeMessage(message: ChangeMessage): string {
  return JSON.stringify(message);
}

/** @returns null for what no process of this version writes; it may mean anything */
export function readMessage(payload: string): ChangeMessage | null {
  let value: unknown;
  try {
    value = JSON.parse(payload);
  } catch {
    return null;
  }
  return isMessage(value) ? value : null;
}

/** The messages, each short enough, that carry these tags. A tag that is too long becomes `EVERYTHING`. */
export function messagesFor(from: string, tags: Iterable<string>): ChangeMessage[] {
  const messages: ChangeMessage[] = [];
  let chunk: string[] = [];
  let room = 0;
  for (const tag of tags) {
    const quoted = Buffer.byteLength(JSON.stringify(tag)) + 1;
    const [entry, bytes] = quoted > MOST_BYTES / 2 ? [EVERYTHING, 4] : [tag, quoted];
    if (bytes > room) {
      chunk = [];
      room = MOST_BYTES - 200;
      messages.push({ kind: 'changed', from, tags: chunk });
    }
    chunk.push(entry);
    room -= bytes;
  }
  return messages;
}

function isMessage(value: unknown): value is ChangeMessage {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, from, tags, connection, at } = value as Record<string, unknown>;
  if (typeof from !== 'string') return false;
  if (kind === 'changed') {
    return Array.isArray(tags) && tags.every((tag) => typeof tag === 'string');
  }
  if (kind === 'beat') return typeof connection === 'number' && typeof at === 'number';
  return kind === 'bye';
}
