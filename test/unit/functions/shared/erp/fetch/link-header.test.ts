import { expect, it } from 'vitest';
import { nextLinkIn } from '../../../../../../functions/shared/erp/fetch/link-header.ts';

it.each([
  [undefined, undefined],
  ['<a?p=2>; rel="next"', 'a?p=2'],
  ['<a?p=2>; rel=next', 'a?p=2'],
  ['<a?p=2>;rel="last next"', 'a?p=2'],
  ['<a?p=1>; rel="prev", <a?p=3>; REL="Next"', 'a?p=3'],
  ['<a?ids=1,2;3>; title="rel=next, or not"; rel="next"', 'a?ids=1,2;3'],
  ['<a?p=1>; rel="first", <a?p=9>; rel="last"', undefined],
  ['<a?p=1>; title="next"', undefined],
  ['nonsense', undefined],
])('the next page of %s is %s', (header, link) => {
  expect(nextLinkIn(header)).toBe(link);
});
