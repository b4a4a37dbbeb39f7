import { expect, it } from 'vitest';
import { differences } from '../../../../functions/serve-admin-api/deliveries/differences.ts';

it('names fields as mapping errors do', () => {
  const stored = { name: 'A', address: { city: 'Wien' }, lines: [{ net: '1' }, { net: '2' }] };
  const mapped = { name: 'A', address: { city: 'Graz' }, lines: [{ net: '1' }, { net: '3' }, { net: '4' }] };
  expect(differences(stored, mapped)).toEqual([
    { field: 'address.city', stored: 'Wien', mapped: 'Graz' },
    { field: 'lines[1].net', stored: '2', mapped: '3' },
    { field: 'lines[2]', mapped: { net: '4' } },
  ]);
});

it('finds nothing between equals, and between empty and not there', () => {
  expect(differences({ a: [1], b: null }, { a: [1] })).toEqual([]);
  expect(differences(undefined, undefined)).toEqual([]);
});

it('shows a whole record that is not stored yet', () => {
  expect(differences(undefined, { name: 'A' })).toEqual([{ field: '', mapped: { name: 'A' } }]);
});

it('stops where nobody would read on', () => {
  const many = (value: number) => Array.from({ length: 5_000 }, () => ({ value }));
  expect(differences(many(1), many(2))).toHaveLength(50);
});
