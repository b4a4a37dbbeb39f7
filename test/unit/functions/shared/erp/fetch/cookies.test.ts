import { expect, it } from 'vitest';
import { cookiesOf } from '../../../../../../functions/shared/erp/fetch/cookies.ts';

it.each([
  [undefined, undefined],
  ['', undefined],
  ['a=1', 'a=1'],
  ['a=1; Path=/; HttpOnly', 'a=1'],
  ['a=1; Expires=Wed, 01 Apr 2026 08:00:00 GMT; Path=/, b=2; Secure', 'a=1; b=2'],
  ['a=1==; Path=/, ROUTEID=.node1', 'a=1==; ROUTEID=.node1'],
  ['gone=; Max-Age=0, b=2', 'b=2'],
])('of "%s" we send back "%s"', (header, cookies) => {
  expect(cookiesOf(header)).toBe(cookies);
});
