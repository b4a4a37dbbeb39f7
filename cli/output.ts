/** Prints one JSON document for scripts, or the lines for people. */
export function print(json: boolean, document: unknown, lines: () => readonly string[]): void {
  if (json) console.log(JSON.stringify(document, null, 2));
  else for (const line of lines()) console.log(line);
}

/** Left-aligned columns, as wide as their widest cell; empty input prints `none`. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return ['none'];
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)));
  const line = (cells: readonly string[]) =>
    cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd();
  return [line(head), ...rows.map(line)];
}
