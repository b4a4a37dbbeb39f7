/** Stands for what the font has no glyph for, so that a reader sees that something is missing; one for each character as people count. */
const SUBSTITUTE = '\ufffd';

/** Controls, marks of direction, joiners and selectors print nothing, or a box. Line breaks stay. */
const INVISIBLE =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]/g;

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Text as the font can print it. */
export function printableText(text: string, covered: ReadonlySet<number>): string {
  const normal = text.toWellFormed().normalize('NFC').replace(/\r\n?/g, '\n').replace(/\t/g, ' ');
  const isCovered = (part: string) =>
    [...part].every((character) => character === '\n' || covered.has(character.codePointAt(0) ?? 0));
  if (isCovered(normal)) return normal.replace(INVISIBLE, '');
  return Array.from(graphemes.segment(normal), ({ segment }) => {
    const visible = segment.replace(INVISIBLE, '');
    return isCovered(visible) ? visible : SUBSTITUTE;
  }).join('');
}
