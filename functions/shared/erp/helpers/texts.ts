type Text = string | null | undefined;

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/** Trimmed; empty becomes null. */
function nonEmpty(value: Text): Text {
  if (value === undefined || value === null) return value;
  const trimmed = value.trim();
  return trimmed === '' ? null : trimmed;
}

/** An enum name as its author wrote it: `Non_x002D_Inventory` → `Non-Inventory`, `_x0020_` → a blank. */
export function enumName(value: Text): Text {
  return (
    value?.replace(/_x([0-9a-fA-F]{4})_/g, (_, code: string) =>
      String.fromCharCode(Number.parseInt(code, 16)),
    ) ?? value
  );
}

/** The text of an HTML fragment: line breaks for blocks, tags gone, entities decoded, empty becomes null. */
function htmlText(value: Text): Text {
  if (value === undefined || value === null) return value;
  const lines = withoutTags(value).replace(
    /&(#x?[0-9a-f]{1,6}|[a-z]{2,6});/gi,
    (whole, name: string) => entity(name.toLowerCase()) ?? whole,
  );
  return nonEmpty(
    lines
      .replace(/[ \t]+/g, ' ')
      .replace(/ ?\n ?/g, '\n')
      .replace(/\n{3,}/g, '\n\n'),
  );
}

/** Behind the last ">" no tag ends; looked for there all the same, each "<" would be one more way to the end of the text. */
function withoutTags(value: string): string {
  const end = value.lastIndexOf('>') + 1;
  const text = value
    .slice(0, end)
    .replace(/<(?:br|\/p|\/div|\/li|\/h[1-6]|\/tr)\b[^>]*>/gi, '\n')
    .replace(/<[^>]*>/g, '');
  return text + value.slice(end);
}

function entity(name: string): string | undefined {
  if (!name.startsWith('#')) return entities[name];
  const code = name.startsWith('#x')
    ? Number.parseInt(name.slice(2), 16)
    : Number.parseInt(name.slice(1), 10);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

/** True for the many ways ERPs write it; null and undefined stay. */
function flag(value: string | number | boolean | null | undefined): boolean | null | undefined {
  if (value === undefined || value === null) return value;
  return ['true', '1', 'yes', 'y', 'tyes', 'x'].includes(String(value).trim().toLowerCase());
}

/** Always a list: a single value becomes a list of one, nothing an empty list. */
function list(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? [...(value as unknown[])] : [value];
}

/** A text in lines of at most `width` characters, broken at line breaks and blanks, words that are longer in the middle. Nothing is one empty line. */
function textLines(value: Text, width: number): string[] {
  const lines = (value ?? '').split(/\r?\n/).flatMap((line) => wrapped(line.trim(), width));
  return lines.length === 0 ? [''] : lines;
}

/** By characters as people count them, so that none is cut in half. */
function wrapped(line: string, width: number): string[] {
  const signs = [...line];
  const lines: string[] = [];
  let start = 0;
  while (signs.length - start > width) {
    const blank = signs.slice(start, start + width + 1).lastIndexOf(' ');
    const end = start + (blank > 0 ? blank : width);
    lines.push(signs.slice(start, end).join(''));
    start = signs[end] === ' ' ? end + 1 : end;
  }
  return [...lines, signs.slice(start).join('')];
}

export const textFunctions = { nonEmpty, enumName, htmlText, flag, list, textLines };
