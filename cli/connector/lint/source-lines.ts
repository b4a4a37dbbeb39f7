/** The line of a character, from 1. */
export const lineAt = (source: string, position: number): number =>
  source.slice(0, position).split('\n').length;

/** The line on which a mapping or manifest first says a member, else the first. */
export function lineOfMember(source: string, name: string): number {
  const place = source.indexOf(`"${name}":`);
  return place < 0 ? 1 : lineAt(source, place);
}
