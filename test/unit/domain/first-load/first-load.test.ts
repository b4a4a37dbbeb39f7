import { describe, expect, it } from 'vitest';
import { beginReading, readOn } from '../../../../domain/catch-up/reading.ts';
import { explainResult } from '../../../../domain/first-load/explain-result.ts';
import {
  inLoadOrder,
  isUnderWay,
  type FirstLoad,
  type LoadPart,
} from '../../../../domain/first-load/first-load.ts';
import { none, withPage } from '../../../../domain/first-load/load-page.ts';
import { isCatchUpDue } from '../../../../domain/catch-up/catch-up-due.ts';
import { aConnection } from '../../../support/ingestion/a-connection.ts';

const at = '2026-02-01T08:00:00.000Z';
const now = Date.parse(at);
const aPart = (overrides: Partial<LoadPart> = {}): LoadPart => ({
  ...{ entity: 'debtor', resource: 'customers', state: 'waiting', pages: 0, read: 0 },
  ...overrides,
});
const aLoad = (parts: LoadPart[]): FirstLoad => ({
  ...{ company: 'acme', connectionId: 'bc', firstLoadId: '0198f0b2', dryRun: false, state: 'running' },
  ...{ attempt: 1, startedAt: at, updatedAt: at, parts, problems: [], version: 1 },
});
const aSign = (hoursAgo: number, dryRun = false) => ({
  ...{ firstLoadId: '0198f0b2', dryRun, state: 'running' as const, startedAt: '2026-01-31T00:00:00.000Z' },
  seenAt: new Date(now - hoursAgo * 3_600_000).toISOString(),
});

it('debtors and products come before the documents that name them', () => {
  expect(inLoadOrder(['order', 'invoice', 'product', 'debtor'])).toEqual([
    ...['debtor', 'product', 'invoice', 'order'],
  ]);
});

describe('a load that gave a sign of life', () => {
  it.each([
    [true, 1],
    [false, 3],
  ])('is under way: %s, %i hours ago', (expected, hoursAgo) => {
    expect(isUnderWay(aSign(hoursAgo), now)).toBe(expected);
  });

  it('lets no catch-up read the same beside it; a dry run does', () => {
    const due = (dryRun: boolean) => isCatchUpDue(aConnection(), { firstLoad: aSign(1, dryRun) }, now);
    expect([due(false), due(true)]).toEqual([false, true]);
  });
});

describe('the load behind a page', () => {
  const page = (cursor: string | undefined, digest: string, isCounted = true) => ({
    ...{ cursor, digest, isCounted, rows: 2, answeredAt: at },
  });

  it('stands at the next page, with what the page came to', () => {
    const { reading } = readOn(beginReading(at, at), page('2', 'a'));
    const load = withPage(aLoad([aPart()]), aPart(), { reading, counts: { applied: 2 }, at });
    expect(load).toMatchObject({
      version: 2,
      parts: [{ state: 'reading', pages: 1, read: 2, counts: { applied: 2 }, reading: { cursor: '2' } }],
    });
  });

  it('counts what a repeated round leaves out again once, and what was applied as applied', () => {
    let load = aLoad([aPart()]);
    let reading = beginReading(at, at);
    for (const [cursor, digest, applied] of [
      ['2', 'a', 1],
      [undefined, 'b', 2],
      ['2', 'a', 0],
      [undefined, 'b', 0],
    ] as const) {
      const part = load.parts[0] ?? aPart();
      const next = readOn(reading, page(cursor, digest));
      load = withPage(load, part, { ...next, counts: { applied, ignored: 1 }, at });
      reading = next.reading;
    }
    expect(load.parts).toMatchObject([
      { state: 'read', pages: 4, read: 4, counts: { applied: 3, ignored: 2 } },
    ]);
  });

  it('names a record once that cannot be taken over, however often it is met', () => {
    const { reading } = readOn(beginReading(at, at), page('2', 'a'));
    const problems = [{ entity: 'debtor' as const, externalId: 'c', reason: 'no' }];
    const found = { reading, forecast: { ...none, parked: 1 }, problems, at };
    const once = withPage(aLoad([aPart()]), aPart(), found);
    expect(withPage(once, aPart(), found).problems).toEqual(problems);
  });
});

describe('both sides at the end', () => {
  const result = (overrides: Partial<LoadPart>, stated: number | undefined, stored: number) =>
    explainResult({ entity: 'debtor', parts: [aPart({ read: 10, ...overrides })], stated, stored });

  it('need no remark where they agree', () => {
    const counts = { applied: 8, duplicate: 1, ignored: 1 };
    expect(result({ counts }, 10, 9).remarks).toEqual([
      '1 are left out on purpose, such as drafts, suppliers, or orders that are none of ours.',
    ]);
    expect(result({ counts: { applied: 10 } }, 10, 10).remarks).toEqual([]);
  });

  it.each([
    ['the ERP does not say how many there are', undefined, 10, /does not state/],
    ['the ERP states more than it listed', 12, 10, /states 12, 10 were read/],
    ['more is kept than was read', 10, 13, /3 more are kept here/],
    ['less is kept than was read', 10, 7, /3 fewer are kept here/],
  ])('say so where %s', (_, stated, stored, remark) => {
    expect(result({ counts: { applied: 10 } }, stated, stored).remarks).toEqual([
      expect.stringMatching(remark),
    ]);
  });

  it('of a dry run are not compared with what is kept', () => {
    const forecast = { ...none, new: 9, parked: 1 };
    expect(result({ forecast }, 10, 0).remarks).toEqual([
      '1 cannot be taken over as they are: see the problems.',
    ]);
  });

  it('say that records kept moving', () => {
    expect(result({ counts: { applied: 10 }, isRestless: true }, 10, 10).remarks).toEqual([
      expect.stringContaining('kept moving'),
    ]);
  });
});
