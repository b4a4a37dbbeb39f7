import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { fieldWords } from '../../../functions/shared/erp/manifest/field-words.ts';
import { manifestJsonSchema } from '../../../functions/shared/erp/manifest/json-schema.ts';
import { fieldsOf } from '../../support/docs/schema-fields.ts';

it('the JSON Schema for editors is the one of the code (renew it with: orderseam connector schema)', () => {
  const published: unknown = JSON.parse(readFileSync('docs/schemas/connector.schema.json', 'utf8'));

  expect(published).toEqual(JSON.parse(JSON.stringify(manifestJsonSchema())));
});

it('every field is explained to whoever writes a manifest: by describe(), or in field-words.ts', () => {
  const unexplained = fieldsOf(manifestJsonSchema()).filter(
    ({ description, words }) => description === undefined && words.length !== 1,
  );

  expect([...new Set(unexplained.map(({ path }) => path))]).toEqual([]);
});

it('no field is explained that is not there', () => {
  const paths = fieldsOf(manifestJsonSchema()).map(({ path }) => `.${path}`);
  const unused = Object.keys(fieldWords).filter((end) => !paths.some((path) => path.endsWith(`.${end}`)));

  expect(unused).toEqual([]);
});
