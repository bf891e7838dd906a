/**
 * Rows as CSV (RFC 4180), with the members of the first row as its head. A cell that a spreadsheet would take
 * for a formula is made text by an apostrophe.
 */
export function toCsv(rows: readonly object[]): string {
  const names = Object.keys(rows[0] ?? {});
  const lines = rows.map((row) => names.map((name) => cell(row[name as keyof typeof row])));
  return [names.map(cell), ...lines].map((cells) => `${cells.join(',')}\r\n`).join('');
}

/** Rows as JSON, one on each line. */
export function toNdjson(rows: readonly object[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

/** What makes a spreadsheet calculate; tab and carriage return are skipped by some before they look. */
const FORMULA = /^[=+\-@\t\r]/;

function cell(value: unknown): string {
  const text =
    typeof value === 'string'
      ? value
      : value === null || value === undefined
        ? ''
        : JSON.stringify(value);
  const safe = FORMULA.test(text) && typeof value !== 'number' ? `'${text}` : text;
  return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
