import { expect, it } from 'vitest';
import { cursorTo, placeIn } from '../../../../../../functions/shared/erp/fetch/page-cursor.ts';

const link = '/api/things?skip=2~1&x=a.b';

it('names its place, whatever stands in it', () => {
  const second = cursorTo(link, 'things', ['a']);
  const third = cursorTo(link, second, ['b']);

  expect([placeIn('2'), placeIn(link), placeIn(second), placeIn(third)]).toEqual(['2', link, link, link]);
});

it('a cursor from before goes on', () => {
  expect(placeIn(cursorTo('3', '2', ['a']))).toBe('3');
});

it('a page of the same content at another link is another page', () => {
  const second = cursorTo('things?p=3', 'things?p=2', ['a']);

  expect(placeIn(cursorTo('things?p=4', second, ['a']))).toBe('things?p=4');
});
