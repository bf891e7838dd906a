import { Paper, Table } from '@mantine/core';
import type { ReactNode } from 'react';

interface ScrollTableProps {
  /** What it is a table of, for who does not see it. */
  readonly label: string;
  readonly columns: readonly string[];
  /** A last column of buttons; those who look need no name of it. */
  readonly actions?: string;
  /** In CSS pixels: below that it scrolls within its frame, also by the keyboard. */
  readonly minWidth: number;
  /** Its rows. */
  readonly children: ReactNode;
}

/** A table that never widens the page. */
export function ScrollTable({ label, columns, actions, minWidth, children }: ScrollTableProps) {
  return (
    <Table.ScrollContainer
      w="100%"
      minWidth={minWidth}
      scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}
    >
      <Table verticalSpacing="sm" aria-label={label}>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th key={column}>{column}</Table.Th>
            ))}
            {actions === undefined ? null : (
              <Table.Th>
                <span className="visually-hidden">{actions}</span>
              </Table.Th>
            )}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{children}</Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** The same as what a page is there for. */
export function ListTable(props: ScrollTableProps) {
  return (
    <Paper withBorder>
      <ScrollTable {...props} />
    </Paper>
  );
}
