/** The part of better-sqlite3 that is used here; the package brings no types. */
declare module 'better-sqlite3' {
  export interface RunResult {
    changes: number;
    lastInsertRowid: number | bigint;
  }

  export interface Statement {
    /** Whether the statement returns rows. */
    readonly reader: boolean;
    all(...parameters: unknown[]): unknown[];
    run(...parameters: unknown[]): RunResult;
  }

  export interface Options {
    timeout?: number;
    readonly?: boolean;
    fileMustExist?: boolean;
  }

  export default class SqliteConnection {
    constructor(path: string, options?: Options);
    readonly inTransaction: boolean;
    readonly open: boolean;
    prepare(sql: string): Statement;
    exec(sql: string): this;
    pragma(source: string, options: { simple: true }): unknown;
    pragma(source: string): unknown[];
    close(): void;
  }
}
