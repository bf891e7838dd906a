import { AsyncLocalStorage } from 'node:async_hooks';
import type { EntityManager } from 'typeorm';
import { AsyncMutex } from './async-mutex.js';

/** A programming error: a statement was aimed past the transaction that its code runs in. */
export class TransactionScopeError extends Error {
  override readonly name = 'TransactionScopeError';
}

/** One open transaction, or a savepoint in one, as the code running inside it sees it. */
export interface TransactionScope {
  readonly manager: EntityManager;
  readonly parent: TransactionScope | undefined;
  /** Savepoints of one transaction share a connection and form a stack: one at a time. */
  readonly nested: AsyncMutex;
  /** False once committed or rolled back; code that outlives its transaction is outside of it. */
  open: boolean;
}

/** Which transaction of one data source the running code belongs to. */
export class TransactionScopes {
  private readonly storage = new AsyncLocalStorage<TransactionScope>();

  /** The innermost transaction that is still open, if the caller runs inside one. */
  current(): TransactionScope | undefined {
    let scope = this.storage.getStore();
    while (scope !== undefined && !scope.open) scope = scope.parent;
    return scope;
  }

  /** Runs `work` inside a new scope on `manager`, which ends when `work` has settled. */
  async run<T>(manager: EntityManager, work: () => Promise<T>): Promise<T> {
    const scope: TransactionScope = {
      manager,
      parent: this.current(),
      nested: new AsyncMutex(),
      open: true,
    };
    try {
      return await this.storage.run(scope, work);
    } finally {
      scope.open = false;
    }
  }
}
