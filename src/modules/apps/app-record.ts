import type { App } from './app.entity.js';

/** An app as the rest of the program sees it. */
export interface AppRecord {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  /** The user who answers for it; null: the administration. */
  readonly ownerId: string | null;
  /** Epoch milliseconds; null: enabled. */
  readonly disabledAt: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface NewApp {
  readonly name: string;
  readonly description: string | null;
  readonly ownerId: string | null;
}

/** What is absent stays as it is. */
export interface AppChanges {
  readonly name?: string | undefined;
  readonly description?: string | null | undefined;
  readonly ownerId?: string | null | undefined;
  readonly enabled?: boolean | undefined;
}

export function toAppRecord(app: App): AppRecord {
  const { id, name, description, ownerId, disabledAt, createdAt, updatedAt } = app;
  return { id, name, description, ownerId, disabledAt, createdAt, updatedAt };
}
