import { expect, it } from 'vitest';
import { failuresOf } from './run-seeds.ts';

it('the mirror of an ERP that pages by key equals it after one quiet catch-up and comparison (W4)', async () => {
  expect(await failuresOf('key')).toEqual([]);
}, 600_000);
