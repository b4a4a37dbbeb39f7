import { afterEach, describe, expect, it } from 'vitest';
import { fetchHttp } from '../../../../functions/shared/erp/fetch/fetch-http.ts';
import { listPage, type ListRequest } from '../../../../functions/shared/erp/fetch/paging.ts';
import type { Paging } from '../../../../functions/shared/erp/manifest/paging.ts';
import { aConnector } from '../../../support/erp/a-connector.ts';
import { served, type Api, type Call, type ServedErp } from '../../../support/erp/asking/served-erp.ts';

const rows = Array.from({ length: 7 }, (_, index) => ({ id: 11 + index }));
const ids = rows.map(({ id }) => String(id));

let erp: ServedErp | undefined;
afterEach(() => erp?.stop());

type PagingInput = Partial<Paging> & { readonly kind: Paging['kind'] };

/** The ids of all pages, at most so many that a list which never ends is noticed. */
async function read(
  api: Api,
  paging: PagingInput,
  request: Partial<ListRequest['request']> = {},
): Promise<string[]> {
  erp = await served(api);
  const connector = aConnector({
    http: { authentication: { kind: 'none' }, test: { path: '' }, paging: paging as never },
  });
  const connection = {
    ...{ connectionId: 'asked', company: 'c1', connector: 'test-erp', secretName: 'asked' },
    ...{ baseUrl: erp.baseUrl, settings: {} },
  };
  const access = { connector, connection, secrets: {}, http: fetchHttp({ plainHosts: ['127.0.0.1'] }) };
  const list = { request: { path: 'things', ...request }, values: {}, records: 'rows' };
  const found: string[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < 100; page += 1) {
    const { records, nextCursor } = await listPage(access, list, cursor);
    found.push(...records.map((record) => (record as { id: string }).id));
    if (nextCursor === undefined) return found;
    cursor = nextCursor;
  }
  throw new Error('The list was read a hundred pages far.');
}

const numberIn = ({ query }: Call, name: string): number => Number(query.get(name) ?? '0');
/** Pages of 3, 1, 2, 1: some systems send what they have at hand. */
const sizeAt = (start: number): number => (start === 0 ? 3 : start === 3 ? 1 : 2);
const from = (start: number, size = 3) => rows.slice(start, start + size);
const bodyOf = ({ body }: Call) => body as Record<string, number>;

const linked =
  (linkTo: (call: Call, start: number) => string): Api =>
  (call) => {
    const start = numberIn(call, 'start');
    const next = start + sizeAt(start);
    return {
      body: { rows: from(start, sizeAt(start)), ...(next < rows.length && { next: linkTo(call, next) }) },
    };
  };

describe('a list of seven comes whole', () => {
  it.each<[string, PagingInput, Api, Partial<ListRequest['request']>?]>([
    [
      'by an absolute link',
      { kind: 'next-link', path: 'next' },
      linked(({ baseUrl }, next) => `${baseUrl}things?start=${next}`),
    ],
    [
      'by a link from the host',
      { kind: 'next-link', path: 'next' },
      linked((_, next) => `/api/things?start=${next}`),
    ],
    [
      'by a link from the base',
      { kind: 'next-link', path: 'next' },
      linked((_, next) => `things?start=${next}`),
    ],
    ['by a link that is a query', { kind: 'next-link', path: 'next' }, linked((_, next) => `?start=${next}`)],
    [
      'by a link in a header',
      { kind: 'next-link', header: 'Link' },
      (call) => {
        const start = numberIn(call, 'start');
        const next = start + sizeAt(start);
        const link = `<${call.baseUrl}things?start=0,0>; rel="first", <${call.baseUrl}things?start=${next}>; title="a, b"; rel="next"`;
        return { body: { rows: from(start, sizeAt(start)) }, headers: next < rows.length ? { link } : {} };
      },
    ],
    [
      'by page number from 1, the last page short',
      { kind: 'page', parameter: 'page', size: 3 },
      (call) => ({ body: { rows: from((numberIn(call, 'page') - 1) * 3) } }),
    ],
    [
      'by page number from 0, with the size that was asked for',
      { kind: 'page', parameter: 'page', first: 0, sizeParameter: 'per', size: 2 },
      (call) => ({
        body: { rows: from(numberIn(call, 'page') * numberIn(call, 'per'), numberIn(call, 'per')) },
      }),
    ],
    [
      'by page number with the number of pages, whatever their size',
      { kind: 'page', parameter: 'page', size: 100, pages: 'meta.pages' },
      (call) => {
        const starts = [0, 3, 4, 6];
        const start = starts[numberIn(call, 'page') - 1] ?? 99;
        return { body: { rows: from(start, sizeAt(start)), meta: { pages: starts.length } } };
      },
    ],
    [
      'by page number in the body of a POST',
      { kind: 'page', size: 3 },
      (call) => ({ body: { rows: from(((bodyOf(call)['page'] ?? 0) - 1) * 3) } }),
      { method: 'POST', body: { page: '{page:number}' } },
    ],
    [
      'by offset with a flag, pages of changing size',
      { kind: 'offset', parameter: 'offset', size: 100, hasMore: 'more' },
      (call) => {
        const start = numberIn(call, 'offset');
        return { body: { rows: from(start, sizeAt(start)), more: start + sizeAt(start) < rows.length } };
      },
    ],
    [
      'by offset with the total, pages of changing size',
      { kind: 'offset', parameter: 'offset', size: 100, total: 'total' },
      (call) => {
        const start = numberIn(call, 'offset');
        return { body: { rows: from(start, sizeAt(start)), total: '7' } };
      },
    ],
    [
      'by offset with a flag that only some pages have',
      { kind: 'offset', parameter: 'offset', size: 3, hasMore: 'more' },
      (call) => {
        const start = numberIn(call, 'offset');
        return { body: { rows: from(start), ...(start === 3 && { more: true }) } };
      },
    ],
    [
      'by offset in the body of a POST',
      { kind: 'offset', size: 3 },
      (call) => ({ body: { rows: from(bodyOf(call)['skip'] ?? 0) } }),
      { method: 'POST', body: { skip: '{offset:number}' } },
    ],
    [
      'after the last id',
      { kind: 'key', size: 3, id: 'id', start: '0' },
      (call) => ({ body: { rows: rows.filter(({ id }) => id > (bodyOf(call)['after'] ?? 0)).slice(0, 3) } }),
      { method: 'POST', body: { after: '{after:number}' } },
    ],
    ['in one page', { kind: 'none' }, () => ({ body: { rows } })],
  ])('%s', async (_, paging, api, request) => {
    expect(await read(api, paging, request)).toEqual(ids);
  });
});

describe('a list that never ends stops with a sentence', () => {
  const endless = /does not end: page \d+ is one that came before\. Check how the connector asks/;

  it.each<[string, PagingInput, Api]>([
    [
      'a link to itself',
      { kind: 'next-link', path: 'next' },
      () => ({ body: { rows: from(0), next: 'things?start=0' } }),
    ],
    [
      'links in a circle of five that is entered late',
      { kind: 'next-link', path: 'next' },
      (call) => {
        const place = numberIn(call, 'place');
        return {
          body: { rows: [{ id: 100 + place }], next: `things?place=${place === 12 ? 8 : place + 1}` },
        };
      },
    ],
    [
      'a page number that is ignored',
      { kind: 'page', parameter: 'seite', size: 3 },
      (call) => ({ body: { rows: from(numberIn(call, 'page') * 3) } }),
    ],
    [
      'an offset that is ignored, though the ERP says that there is more',
      { kind: 'offset', parameter: 'skip', size: 3, hasMore: 'more' },
      (call) => ({ body: { rows: from(numberIn(call, 'offset')), more: true } }),
    ],
  ])('%s', async (_, paging, api) => {
    await expect(read(api, paging)).rejects.toThrow(endless);
  });

  it('an id after which nothing new comes', async () => {
    await expect(
      read(() => ({ body: { rows: from(0) } }), { kind: 'key', size: 3, id: 'id', start: '0' }),
    ).rejects.toThrow(/does not go on after "13"/);
  });
});

it.each<[string, PagingInput]>([
  ['total', { kind: 'offset', parameter: 'offset', size: 3, total: 'total' }],
  ['pages', { kind: 'page', parameter: 'page', size: 3, pages: 'pages' }],
])('an answer that does not state its %s is no full list', async (path, paging) => {
  await expect(read(() => ({ body: { rows: from(0) } }), paging)).rejects.toThrow(
    `does not say at "${path}" how far its list goes`,
  );
});

it('a link to another host is not followed', async () => {
  const api = linked(() => 'https://evil.example/api/things?start=3');

  await expect(read(api, { kind: 'next-link', path: 'next' })).rejects.toThrow(/was refused/);
});
