import fc from 'fast-check';
import { expect, it } from 'vitest';
import { textFunctions } from '../../../../../../functions/shared/erp/helpers/texts.ts';

const { textLines } = textFunctions;

it.each([
  ['a text that fits', 10, ['a text', 'that fits']],
  ['fits', 10, ['fits']],
  ['two\nlines\r\nof three', 10, ['two', 'lines', 'of three']],
  ['Donaudampfschiff', 6, ['Donaud', 'ampfsc', 'hiff']],
  ['', 10, ['']],
  [null, 10, ['']],
  [undefined, 10, ['']],
])('%j in lines of %i is %j', (text, width, lines) => {
  expect(textLines(text, width)).toEqual(lines);
});

it('no line is too long, nothing is lost, and no character is cut in half', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.integer({ min: 1, max: 40 }),
      (text, width) => {
        const lines = textLines(text, width);
        const signs = (whole: string) => whole.replace(/\s/g, '');

        expect(lines.every((line) => [...line].length <= width && line.isWellFormed())).toBe(true);
        expect(signs(lines.join(''))).toBe(signs(text));
      },
    ),
  );
});
