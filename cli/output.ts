/** Prints one JSON document for scripts, or the lines for people. */
export function print(json: boolean, document: unknown, lines: () => readonly string[]): void {
  if (json) console.log(JSON.stringify(document, null, 2));
  else for (const line of lines()) console.log(line);
}

/**
 * Left-aligned columns, as wide as their widest cell; without rows it says `none`. On a terminal a line ends at the
 * edge; anything else that reads it gets all of it.
 */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  edge: number | undefined = process.stdout.columns,
): string[] {
  if (rows.length === 0) return ['none'];
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]) =>
    cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ');
  return [head, ...rows].map((cells) => upTo(edge, line(cells).trimEnd()));
}

const upTo = (edge: number | undefined, line: string): string =>
  edge === undefined || line.length <= edge ? line : `${line.slice(0, edge - 1)}…`;
