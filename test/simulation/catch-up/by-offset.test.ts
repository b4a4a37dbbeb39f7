import { expect, it } from 'vitest';
import { failuresOf } from './run-seeds.ts';

it('the mirror of an ERP that pages by offset equals it after one quiet catch-up and comparison (W4)', async () => {
  expect(await failuresOf('offset')).toEqual([]);
}, 600_000);
