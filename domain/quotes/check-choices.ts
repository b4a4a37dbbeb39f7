import { problem, type Problem } from '../refusal.ts';
import type { DraftLine, DraftProductLine } from './quote-draft.ts';

/** Line numbers are there once, and an alternative replaces a line that is included. */
export function checkChoices(lines: readonly DraftLine[]): Problem[] {
  const included = new Set<string | undefined>(lines.filter(isIncluded).map(({ lineId }) => lineId));
  const seen = new Set<string>();
  return lines.flatMap((line, index) => [
    ...checkLineId(line, `lines[${index}].lineId`, seen),
    ...(line.kind === 'product' ? checkAlternative(line, `lines[${index}].alternativeTo`, included) : []),
  ]);
}

const isIncluded = (line: DraftLine): boolean =>
  line.kind === 'product' && (line.choice ?? 'included') === 'included';

function checkLineId({ lineId }: DraftLine, field: string, seen: Set<string>): Problem[] {
  if (lineId === undefined) return [];
  if (seen.has(lineId)) return [problem(field, 'line-twice', `There are two lines ${lineId}.`)];
  seen.add(lineId);
  return [];
}

function checkAlternative(
  { choice, alternativeTo }: DraftProductLine,
  field: string,
  included: ReadonlySet<string | undefined>,
): Problem[] {
  const refused = (reason: string) => [problem(field, 'alternative-unclear', reason)];
  if (choice !== 'alternative') {
    return alternativeTo === undefined ? [] : refused('Only an alternative line replaces another.');
  }
  if (alternativeTo === undefined) return refused('Say which line it is an alternative to.');
  if (included.has(alternativeTo)) return [];
  return refused(`There is no included line ${alternativeTo} that it could replace.`);
}
