import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { settingsSchema } from '../../../functions/shared/platform/environment.ts';

it('the architecture page explains every setting of the functions, and no other', () => {
  const page = readFileSync('docs/architecture.md', 'utf8');
  const [, section = ''] = page.split('## Settings of the functions');
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  const explained = rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/[A-Z_]+/g)].map(String));
  expect(explained.toSorted()).toEqual(Object.keys(settingsSchema.shape).toSorted());
});
