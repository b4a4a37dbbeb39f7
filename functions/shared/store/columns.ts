/** Rows of one kind as one list per member: names are written once, and like stands beside like. */
export interface Columns {
  readonly rows: number;
  readonly columns: Readonly<Record<string, readonly unknown[]>>;
}

export type Row = Readonly<Record<string, unknown>>;

/** Members of stored lines are never numbers: amounts are texts. That leaves one for what a row does not have. */
const ABSENT = 0;

export function toColumns(rows: readonly Row[]): Columns {
  const columns: Record<string, unknown[]> = {};
  for (const [index, row] of rows.entries()) {
    for (const name in row) {
      const value = row[name];
      if (value === undefined) continue;
      if (typeof value === 'number')
        throw new TypeError(`Line member ${name} is a number; amounts are texts.`);
      const column = (columns[name] ??= []);
      while (column.length < index) column.push(ABSENT);
      column.push(value);
    }
  }
  return { rows: rows.length, columns };
}

export function toRows({ rows, columns }: Columns): Row[] {
  const named = Object.entries(columns);
  const rowAt = (index: number) =>
    named.filter(([, column]) => index < column.length && column[index] !== ABSENT);
  return Array.from({ length: rows }, (_, index) =>
    Object.fromEntries(rowAt(index).map(([name, column]) => [name, column[index]])),
  );
}
