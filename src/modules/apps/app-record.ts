import type { LimitChanges } from '../../kernel/limits.js';
import type { App } from './app.entity.js';

/** An app as the rest of the program sees it. Times are epoch milliseconds. */
export type AppRecord = Readonly<App>;

export type NewApp = Pick<AppRecord, 'name' | 'description' | 'ownerId'> &
  Partial<Pick<AppRecord, 'allowedScopes'>> & { readonly limits?: LimitChanges | undefined };

/** What is absent stays as it is. */
export type AppChanges = {
  readonly [Member in keyof NewApp]?: NewApp[Member] | undefined;
} & { readonly enabled?: boolean | undefined };
