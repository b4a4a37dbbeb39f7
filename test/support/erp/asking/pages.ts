/** So many rows a page, whatever is asked for: real systems cap what they are asked for. */
export const PAGE = 2;

export const pageFrom = <T>(rows: readonly T[], start: number): readonly T[] =>
  rows.slice(start, start + PAGE);
