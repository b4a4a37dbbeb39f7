import { expect, it } from 'vitest';
import { variantOf } from '../../../../../functions/serve-admin-api/trials/variant.ts';

const shipped = {
  manifest: { name: 'erp', http: { a: 1, b: 2 } },
  mappings: { 'a.jsonata': '1', 'b.jsonata': '2' },
};

it('is none where nothing differs, whatever the order of the members', () => {
  expect(variantOf(shipped)).toBeUndefined();
  const manifest = { http: { b: 2, a: 1 }, name: 'erp' };
  expect(variantOf(shipped, { manifest, mappings: { 'b.jsonata': '2' } })).toBeUndefined();
});

it('has the uploaded files in place of the shipped ones, and all others', () => {
  expect(variantOf(shipped, { mappings: { 'b.jsonata': '3', 'c.jsonata': '4' } })).toEqual({
    files: {
      manifest: shipped.manifest,
      mappings: { 'a.jsonata': '1', 'b.jsonata': '3', 'c.jsonata': '4' },
    },
    changesManifest: false,
  });
});

it('knows that the manifest is another one', () => {
  expect(variantOf(shipped, { manifest: null })).toMatchObject({
    files: { manifest: null },
    changesManifest: true,
  });
});
