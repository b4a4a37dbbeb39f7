import { describe, expect, it } from 'vitest';
import { uuidV7 } from '../../../../../functions/shared/platform/uuid-v7.ts';
import { dayOf, indexes, instantOf, keys, sorts } from '../../../../../functions/shared/store/keys.ts';
import { recordIdOf } from '../../../../../functions/shared/store/record-ids.ts';
import { invoiceIdSchema } from '../../../../../domain/records/record-parts.ts';

const company = 'acme';

it('every key starts with the company (S1), but for the connection directory', () => {
  const all = [
    keys.record(company, 'acc_1'),
    keys.chunk(company, 'inv_1', { set: '1-x', index: 0 }),
    keys.matchKey(company, { kind: 'vat-id', value: 'ATU1' }, 'acc_1'),
    keys.matchKeysOf(company, 'acc_1'),
    keys.link(company, 'deb_1'),
    keys.linkedDebtor(company, 'acc_1', 'deb_1'),
    keys.number(company, 'invoice', { number: 'RE-1', recordId: 'inv_1' }),
    keys.delivery(company, uuidV7(0)),
  ].map(({ pk }) => pk);
  const partitions = [
    indexes.byName(company, 'account'),
    indexes.invoices(company),
    indexes.couplings(company, 'proposed'),
    indexes.ofAccount(company, 'acc_1'),
    indexes.ofDebtor(company, 'deb_1'),
    indexes.ofDebtorNumber(company, { connectionId: 'erp', number: '1' }),
  ];
  for (const key of [...all, ...partitions]) expect(key).toMatch(/^acme#/);
});

it('an index key of any text stays below 1,024 bytes', () => {
  const longest = '😀'.repeat(500);
  expect(Buffer.byteLength(sorts.byName(longest, 'acc_1'))).toBeLessThan(1_024);
  expect(
    Buffer.byteLength(keys.number(company, 'invoice', { number: longest, recordId: 'inv_1' }).sk),
  ).toBeLessThan(1_024);
});

it('the best score sorts first', () => {
  expect([sorts.byScore(5, 'a'), sorts.byScore(100, 'b'), sorts.byScore(40, 'c')].sort()).toEqual([
    '000#b',
    '060#c',
    '095#a',
  ]);
});

describe('the id of a delivery', () => {
  it('tells its moment, so that its day needs no look-up', () => {
    const at = Date.parse('2026-01-31T23:59:59.999Z');
    expect(instantOf(uuidV7(at))).toBe('2026-01-31T23:59:59.999Z');
    expect(dayOf(uuidV7(at))).toBe('2026-01-31');
  });

  it('is a UUID of version 7 that sorts by time', () => {
    expect(uuidV7(1)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(uuidV7(1) < uuidV7(2)).toBe(true);
  });
});

it('the id of a record follows from connection, entity and the ERP’s id, and from nothing else', () => {
  const identity = { connectionId: 'erp', entity: 'invoice', externalId: 'x' } as const;
  expect(invoiceIdSchema.parse(recordIdOf(identity))).toBe(recordIdOf({ ...identity }));
  const others = [{ connectionId: 'erp2' }, { entity: 'debtor' as const }, { externalId: 'y' }];
  for (const other of others) expect(recordIdOf({ ...identity, ...other })).not.toBe(recordIdOf(identity));
});
