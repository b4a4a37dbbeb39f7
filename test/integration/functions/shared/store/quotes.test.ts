import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ConcurrentChangeError } from '../../../../../domain/errors.ts';
import {
  createQuote,
  getQuote,
  listExpired,
  listQuotes,
  reviseQuote,
  updateQuote,
} from '../../../../../functions/shared/store/quotes.ts';
import type { Store } from '../../../../../functions/shared/store/store.ts';
import { aStore, type RunningStore } from '../../../../support/admin-api/a-store.ts';
import { aQuote, manyLines } from '../../../../support/sales/sale-records.ts';

let running: RunningStore;
let store: Store;
beforeAll(async () => {
  running = await aStore();
  store = running.store;
});
afterAll(() => running.close());

let company = '';
let count = 0;
beforeEach(() => void (company = `company-${(count += 1)}`));

const numbered = (counted: number) => `Q-${String(counted).padStart(3, '0')}`;
const create = (quoteId: string, fields: Parameters<typeof aQuote>[0] = {}) =>
  createQuote(store, { company, series: 'quote/2026' }, (counted) =>
    aQuote({ company, quoteId, quoteNumber: numbered(counted), ...fields }),
  );
const everyRow = async (filter: object) =>
  (await listQuotes(store, { company, ...filter }, { limit: 100 })).items.map(({ quoteId }) => quoteId);

const piecesOf = async (quoteId: string) => {
  const answer = await store.tables('Query', {
    TableName: store.crm,
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :chunk)',
    ExpressionAttributeValues: { ':pk': { S: `${company}#${quoteId}` }, ':chunk': { S: 'chunk#' } },
  });
  return (answer.Items ?? []).map(({ sk }) => sk?.S ?? '');
};

describe('a quote of 5,000 lines', () => {
  it('is read back as it was written, and replaced without leaving pieces', async () => {
    const made = await create('quo_large', { lines: manyLines(5_000) });
    expect(await getQuote(store, company, 'quo_large')).toEqual(made);
    expect((await piecesOf('quo_large')).length).toBeGreaterThan(1);

    const edited = { ...made, lines: manyLines(4_999), version: 2 };
    await updateQuote(store, edited);
    expect(await getQuote(store, company, 'quo_large')).toEqual(edited);
    expect((await piecesOf('quo_large')).every((name) => name.startsWith('chunk#2-'))).toBe(true);

    await updateQuote(store, { ...made, lines: manyLines(1), version: 3 });
    expect(await piecesOf('quo_large')).toEqual([]);
  });

  it('keeps what is stored when an older version is written', async () => {
    const made = await create('quo_large', { lines: manyLines(5_000) });
    await updateQuote(store, { ...made, title: 'second', version: 2 });
    const late = updateQuote(store, { ...made, title: 'late', lines: manyLines(4_000), version: 2 });
    await expect(late).rejects.toBeInstanceOf(ConcurrentChangeError);
    expect(await getQuote(store, company, 'quo_large')).toMatchObject({ title: 'second', version: 2 });
  });

  it('is shown in lists without its lines', async () => {
    await create('quo_large', { lines: manyLines(5_000) });
    const { items } = await listQuotes(store, { company }, { limit: 10 });
    expect(items[0]).toMatchObject({ quoteId: 'quo_large', lineCount: 5_000 });
    expect(items[0]).not.toHaveProperty('lines');
  });
});

describe('numbers', () => {
  it('of quotes made at the same moment are without gap and without double', async () => {
    const ids = Array.from({ length: 20 }, (_, index) => `quo_at-once-${index}`);
    const made = await Promise.all(ids.map((id) => create(id)));
    const expected = ids.map((_, index) => numbered(index + 1));
    expect(made.map(({ quoteNumber }) => quoteNumber).toSorted()).toEqual(expected);
  });

  it('are not used up by a quote that is refused', async () => {
    await create('quo_0001');
    await expect(create('quo_0001')).rejects.toBeInstanceOf(ConcurrentChangeError);
    expect((await create('quo_0002')).quoteNumber).toBe('Q-002');
  });

  it('find all revisions, the last first', async () => {
    const first = await create('quo_0001');
    await create('quo_0002');
    const superseded = { ...first, state: 'superseded' as const, supersededBy: 'quo_0003', version: 2 };
    await reviseQuote(store, {
      superseded,
      revision: aQuote({ ...first, quoteId: 'quo_0003', revision: 2, supersedes: 'quo_0001', version: 1 }),
    });
    expect(await everyRow({ quoteNumber: 'Q-001' })).toEqual(['quo_0003', 'quo_0001']);
    expect(await everyRow({ quoteNumber: 'Q-001', state: 'draft' })).toEqual(['quo_0003']);
  });
});

it('a revision is not made where the quote it supersedes has changed meanwhile', async () => {
  const first = await create('quo_0001');
  await updateQuote(store, { ...first, title: 'edited', version: 2 });
  const revision = aQuote({ ...first, quoteId: 'quo_0002', revision: 2 });
  const superseded = { ...first, state: 'superseded' as const, version: 2 };
  await expect(reviseQuote(store, { revision, superseded })).rejects.toBeInstanceOf(ConcurrentChangeError);
  expect(await getQuote(store, company, 'quo_0002')).toBeUndefined();
});

describe('lists', () => {
  it('show quotes by state, account and opportunity', async () => {
    await create('quo_0001', { state: 'sent', opportunityId: 'opp_0001' });
    await create('quo_0002', { accountId: 'acc_0002', documentDate: '2026-02-01' });
    await create('quo_0003', {
      accountId: 'acc_0002',
      documentDate: '2026-02-02',
      opportunityId: 'opp_0001',
    });
    expect(await everyRow({ state: 'sent' })).toEqual(['quo_0001']);
    expect(await everyRow({ accountId: 'acc_0002' })).toEqual(['quo_0003', 'quo_0002']);
    expect(await everyRow({ accountId: 'acc_0002', opportunityId: 'opp_0001' })).toEqual(['quo_0003']);
    expect(await everyRow({ opportunityId: 'opp_0001' })).toEqual(['quo_0003', 'quo_0001']);
  });

  it('of what expires hold what was valid until yesterday, and not what is valid today', async () => {
    await create('quo_0001', { state: 'sent', validUntil: '2026-02-10' });
    await create('quo_0002', { state: 'sent', validUntil: '2026-02-11' });
    await create('quo_0003', { state: 'draft', validUntil: '2026-01-01' });
    const { items } = await listExpired(store, { company, today: '2026-02-11' }, { limit: 10 });
    expect(items.map(({ quoteId }) => quoteId)).toEqual(['quo_0001']);
  });

  it('never show another company’s (S1)', async () => {
    await create('quo_0001');
    company = 'other';
    expect(await everyRow({})).toEqual([]);
    expect(await getQuote(store, 'other', 'quo_0001')).toBeUndefined();
  });
});
