import fc from 'fast-check';
import { expect, it } from 'vitest';
import { packBody, unpackBody } from '../../../../../functions/shared/store/body-codec.ts';
import { toColumns } from '../../../../../functions/shared/store/columns.ts';

const anyMember = fc.oneof(
  fc.string(),
  fc.constant(null),
  fc.boolean(),
  fc.record({ externalId: fc.string() }, { noNullPrototype: true }),
);
const anyLine = fc.dictionary(
  fc.constantFrom('externalId', 'kind', 'net', 'description', 'corrects', 'ourReference', 'value'),
  anyMember,
  { noNullPrototype: true },
);
const anyRecord = fc.record(
  {
    recordId: fc.string(),
    version: fc.nat(),
    canonical: fc.record(
      { number: fc.string(), lines: fc.array(anyLine, { maxLength: 60 }) },
      { requiredKeys: [], noNullPrototype: true },
    ),
  },
  { requiredKeys: ['recordId'], noNullPrototype: true },
);

it('a body comes back as it was stored: absent stays absent, null stays null, lines keep their order', () => {
  fc.assert(
    fc.property(anyRecord, (record) => {
      expect(unpackBody(packBody(record))).toStrictEqual(record);
    }),
  );
});

it('a member that is undefined is not stored', () => {
  const record = { canonical: { lines: [{ net: '1', tax: undefined }, {}, { net: null }] } };

  expect(unpackBody(packBody(record))).toStrictEqual({
    canonical: { lines: [{ net: '1' }, {}, { net: null }] },
  });
});

it('a number in a line is a fault of ours, told at once', () => {
  expect(() => toColumns([{ net: 12.5 }])).toThrow('net is a number');
});
