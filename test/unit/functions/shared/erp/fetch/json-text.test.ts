import { expect, it } from 'vitest';
import { jsonText } from '../../../../../../functions/shared/erp/fetch/json-text.ts';

it('named members are numbers with every digit, lists of them too; others stay texts', () => {
  const value = {
    price: '92.505000',
    note: '12',
    ids: ['1', '22'],
    rows: [{ price: '0.12345678901234567890', count: '9007199254740993' }],
  };

  expect(jsonText(value, ['price', 'ids', 'count'])).toBe(
    '{"price":92.505000,"note":"12","ids":[1,22],"rows":[{"price":0.12345678901234567890,"count":9007199254740993}]}',
  );
});

it('an object below a named member has names of its own', () => {
  expect(jsonText({ rows: [['0', '0', { qty: '2', name: '3' }]] }, ['rows', 'qty'])).toBe(
    '{"rows":[[0,0,{"qty":2,"name":"3"}]]}',
  );
});

it.each(['', 'abc', '1e5', '0x1', '01', '1.', '+1', 'Infinity'])(
  '"%s" is no number, and nothing is sent',
  (text) => {
    expect(() => jsonText({ price: text }, ['price'])).toThrow(/should be a number/);
  },
);

it('null and flags stay what they are', () => {
  expect(jsonText({ price: null, flag: true }, ['price', 'flag'])).toBe('{"price":null,"flag":true}');
});
