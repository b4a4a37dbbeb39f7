import type { Fields, Told } from './story.ts';

/** What the mirror must hold of a record. */
export interface Truth {
  readonly isDeleted: boolean;
  readonly content: Fields;
  readonly formerNumbers: readonly string[];
}

/**
 * What is true after the notifications that arrived, told in the ERP's order: every field as it was stated last, every number it ever had, gone if
 * that was the last word. Written for the tests alone; it shares nothing with the code it judges.
 */
export function truthOf(told: readonly Told[], arrived: ReadonlySet<number>): Truth {
  const known = told.filter((_, index) => arrived.has(index));
  const stated = known.filter(({ type }) => !isDeletion(type)).map(({ data }) => data);
  const content = without(Object.assign({}, ...stated) as Fields, 'id');
  const numbers = stated.map(({ number }) => String(number)).filter((number) => number !== content['number']);
  return {
    isDeleted: isDeletion(known.at(-1)?.type ?? ''),
    content,
    formerNumbers: [...new Set(numbers)].sort(),
  };
}

export const without = (fields: Fields, ...names: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));

const isDeletion = (type: string): boolean => type.endsWith('.deleted');
