/** The name with the fewest edits to `wanted`; the first one wins a tie. `names` must not be empty. */
export function nearestName(wanted: string, names: readonly string[]): string {
  const distances = names.map((name) => ({ name, edits: editDistance(wanted, name) }));
  return distances.reduce((best, candidate) => (candidate.edits < best.edits ? candidate : best)).name;
}

/** Levenshtein distance, case-insensitive, one row at a time. */
function editDistance(left: string, right: string): number {
  const target = right.toLowerCase();
  let row = Array.from({ length: target.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...left.toLowerCase()].entries()) row = nextRow(row, i + 1, letter, target);
  return row.at(-1) ?? 0;
}

function nextRow(above: readonly number[], first: number, letter: string, target: string): number[] {
  const row = [first];
  for (const [j, other] of [...target].entries()) {
    const replaced = (above[j] ?? 0) + (letter === other ? 0 : 1);
    row.push(Math.min(replaced, (above[j + 1] ?? 0) + 1, (row[j] ?? 0) + 1));
  }
  return row;
}
