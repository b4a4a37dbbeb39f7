import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { manifestJsonSchema } from '../../../functions/shared/erp/manifest/json-schema.ts';

it('the JSON Schema for editors is the one of the code (renew it with: orderseam connector schema)', () => {
  const published: unknown = JSON.parse(readFileSync('docs/schemas/connector.schema.json', 'utf8'));

  expect(published).toEqual(JSON.parse(JSON.stringify(manifestJsonSchema())));
});
