import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ErpRejectedError } from '../../../../../../domain/errors.ts';
import { cursorTo } from '../../../../../../functions/shared/erp/fetch/page-cursor.ts';

/** How many pages of a list are read until it is noticed that it goes in a circle. */
function pagesRead(pageAt: (index: number) => string, most: number): number {
  let cursor: string | undefined;
  for (let index = 0; index < most; index += 1)
    try {
      cursor = cursorTo(String(index + 1), cursor, [pageAt(index)]);
    } catch (error) {
      expect(error).toBeInstanceOf(ErpRejectedError);
      return index;
    }
  return most;
}

it('a circle of any length, entered at any page, is noticed soon', () => {
  fc.assert(
    fc.property(fc.nat(60), fc.integer({ min: 1, max: 60 }), (ahead, length) => {
      const circling = (index: number) => String(index < ahead ? index : ahead + ((index - ahead) % length));

      expect(pagesRead(circling, 1_000)).toBeLessThanOrEqual(4 * (ahead + length) + 4);
    }),
  );
});

it('a list whose pages differ is read to its end', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 300 }), (pages) => {
      expect(pagesRead(String, pages)).toBe(pages);
    }),
  );
});
