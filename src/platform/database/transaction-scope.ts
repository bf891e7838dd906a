import { AsyncLocalStorage } from 'node:async_hooks';
import type { EntityManager } from 'typeorm';
import { AsyncMutex } from './async-mutex.js';

/** A programming error: a statement was aimed past the transaction that its code runs in. */
export class TransactionScopeError extends Error {
  override readonly name = 'TransactionScopeError';
}

/** The connection went away in the middle: nothing of the transaction has happened. */
export class TransactionLostError extends Error {
  override readonly name = 'TransactionLostError';

  constructor(options?: ErrorOptions) {
    super('the database connection was lost inside a transaction', options);
  }
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
  private openScopes = 0;

  /** The innermost transaction that is still open, if the caller runs inside one. */
  current(): TransactionScope | undefined {
    let scope = this.storage.getStore();
    while (scope !== undefined && !scope.open) scope = scope.parent;
    return scope;
  }

  /**
   * Runs `work` inside a new scope on `manager`, which ends when `work` has settled.
   *
   * @throws TransactionLostError instead of what TypeORM makes of a lost connection: it releases the
   *   query runner, and every further statement only says that it was released.
   */
  async run<T>(manager: EntityManager, work: () => Promise<T>): Promise<T> {
    const scope: TransactionScope = {
      manager,
      parent: this.current(),
      nested: new AsyncMutex(),
      open: true,
    };
    this.openScopes += 1;
    try {
      const result = await this.storage.run(scope, work);
      if (isLost(manager)) throw new TransactionLostError();
      return result;
    } catch (error) {
      if (error instanceof TransactionLostError || !isLost(manager)) throw error;
      throw new TransactionLostError({ cause: error });
    } finally {
      scope.open = false;
      this.openScopes -= 1;
      // On Node 20 and 22 a storage in use costs every promise and callback of the process some time. While no
      // scope is open it has nothing to tell; the next one switches it on again.
      if (this.openScopes === 0) this.storage.disable();
    }
  }
}

function isLost(manager: EntityManager): boolean {
  return manager.queryRunner?.isReleased === true;
}
