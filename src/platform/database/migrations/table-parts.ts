import { Table, type TableColumnOptions } from 'typeorm';
import type { TableForeignKeyOptions, TableIndexOptions } from 'typeorm';

// What migrations are written with. Released migrations depend on it: add, never change.

interface TableExtras {
  readonly indices?: TableIndexOptions[];
  /** Foreign key column → table whose `id` it holds; rows go with their owner. */
  readonly belongsTo?: Readonly<Record<string, string>>;
}

export function table(
  name: string,
  columns: TableColumnOptions[],
  extras: TableExtras = {},
): Table {
  const references = Object.entries(extras.belongsTo ?? {});
  return new Table({
    name,
    columns,
    indices: [...(extras.indices ?? []), ...references.map(([column]) => index(column))],
    foreignKeys: references.map(([column, owner]): TableForeignKeyOptions => ({
      columnNames: [column],
      referencedTableName: owner,
      referencedColumnNames: ['id'],
      onDelete: 'CASCADE',
    })),
  });
}

export const primary = (name: string, length = 40): TableColumnOptions => ({
  ...varchar(name, length),
  isPrimary: true,
});

export const varchar = (name: string, length: number): TableColumnOptions => ({
  name,
  type: 'varchar',
  length: String(length),
});

export const text = (name: string): TableColumnOptions => ({ name, type: 'text' });

/** What TypeORM calls `simple-json`. */
export const json = text;

export const boolean = (name: string): TableColumnOptions => ({ name, type: 'boolean' });

/** Epoch milliseconds. */
export const time = (name: string): TableColumnOptions => ({ name, type: 'bigint' });

export const nullable = (column: TableColumnOptions): TableColumnOptions => ({
  ...column,
  isNullable: true,
});

export const index = (column: string): TableIndexOptions => ({ columnNames: [column] });

export const unique = (column: string): TableIndexOptions => ({
  columnNames: [column],
  isUnique: true,
});

export function changeTimes(): TableColumnOptions[] {
  return [time('created_at'), time('updated_at')];
}
