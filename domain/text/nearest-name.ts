/** No name is longer; what is sent may be. */
const LONGEST_COMPARED = 60;

/** The known name a person most likely meant, or undefined when nothing is near enough to be helpful. */
export function nearestName(wrong: string, known: readonly string[]): string | undefined {
  const compared = wrong.slice(0, LONGEST_COMPARED).toLowerCase();
  const tolerated = Math.max(1, Math.floor(compared.length / 3));
  let best: { name: string; distance: number } | undefined;
  for (const name of known) {
    const distance = editDistance(compared, name.toLowerCase());
    if (distance <= tolerated && distance < (best?.distance ?? Infinity)) best = { name, distance };
  }
  return best?.name;
}

/** What to say of a name that is not known: the one that was meant, else all there are. */
export function unknownName(name: string, known: readonly string[]): string {
  const near = nearestName(name, known);
  return near === undefined
    ? `unknown; known are ${known.join(', ') || 'none'}`
    : `unknown; did you mean ${near}?`;
}

/** Levenshtein distance, one row at a time. */
function editDistance(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row += 1) {
    previous = nextRow(previous, left[row - 1] ?? '', { right, row });
  }
  return previous[right.length] ?? 0;
}

function nextRow(above: readonly number[], letter: string, at: { right: string; row: number }): number[] {
  const current = [at.row];
  for (let column = 1; column <= at.right.length; column += 1) {
    const substitution = (above[column - 1] ?? 0) + (at.right[column - 1] === letter ? 0 : 1);
    current.push(Math.min(substitution, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
  }
  return current;
}
