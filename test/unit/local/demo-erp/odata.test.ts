import { describe, expect, it } from 'vitest';
import { matches } from '../../../../local/demo-erp/odata/match-filter.ts';
import { pageOf } from '../../../../local/demo-erp/odata/page.ts';
import { parseFilter } from '../../../../local/demo-erp/odata/parse-filter.ts';
import { parseQueryOptions } from '../../../../local/demo-erp/odata/query-options.ts';
import { ErpError } from '../../../../local/demo-erp/records/erp-error.ts';
import { decimal } from '../../../../local/demo-erp/values/decimal.ts';

const record = {
  id: '8f8aacb4-4c72-2b84-133f-63c6be908c61',
  number: '10000',
  displayName: "O'Neil & Söhne",
  blocked: false,
  unitPrice: decimal('1000.80000'),
  postingDate: '2026-01-31',
  lastModifiedDateTime: '2026-01-31T10:00:00.5Z',
};

describe('$filter', () => {
  it.each([
    ["number eq '10000'", true],
    ["number ne '10000'", false],
    ["displayName eq 'O''Neil & Söhne'", true],
    ['unitPrice eq 1000.8', true],
    ['unitPrice gt 1000.79999', true],
    ['unitPrice lt -1', false],
    ['blocked eq false', true],
    ['id eq 8F8AACB4-4C72-2B84-133F-63C6BE908C61', true],
    ['postingDate ge 2026-01-31 and postingDate lt 2026-02-01', true],
    ['lastModifiedDateTime gt 2026-01-31T10:00:00.49Z', true],
    ['lastModifiedDateTime gt 2026-01-31T10:00:00.5Z', false],
    ['lastModifiedDateTime gt 2026-01-31T10:00:00Z', true],
    ['lastModifiedDateTime le 2026-01-31T11:00:00.5+01:00', true],
    ["contains(displayName,'Söhne')", true],
    ["startswith(displayName, 'Söhne')", false],
    ["endswith(displayName,'Söhne')", true],
    ["not (number eq '1' or number eq '2')", true],
    ["number eq '1' or number eq '10000' and blocked eq true", undefined],
    ["(number eq '1' or number eq '10000') and blocked eq false", true],
  ])('%s', (text, expected) => {
    const result = () => matches(parseFilter(text), record);

    if (expected === undefined) expect(result).toThrow(/OR operator is not supported on distinct fields/);
    else expect(result()).toBe(expected);
  });

  it.each([
    ['', /ends too early/],
    ["number eq '10000", /Syntax error/],
    ["number is '1'", /operator 'is'/],
    ["number eq '1' number", /not expected/],
    ['(number eq 1', /ends too early/],
    ["nickname eq '1'", /named 'nickname'/],
    ["toString eq '1'", /named 'toString'/],
    ['number eq 10000', /cannot be compared/],
    ["unitPrice eq '1000.8'", /cannot be compared/],
    ["lastModifiedDateTime gt '2026-01-31T10:00:00Z'", /cannot be compared/],
    ['contains(displayName,Söhne)', /single quotes/],
    ["contains(unitPrice,'1')", /is not a text/],
    ["number eq '1' or displayName eq '2'", /distinct fields/],
  ])('refuses %s', (text, message) => {
    expect(() => matches(parseFilter(text), record)).toThrow(ErpError);
    expect(() => matches(parseFilter(text), record)).toThrow(message);
  });
});

const options = (query: string) => parseQueryOptions(new URLSearchParams(query));
const row = (number: string, price: number, second: string) => ({
  fields: { id: number, number, price: decimal(price), lastModifiedDateTime: `2026-01-01T00:00:${second}Z` },
});
const rows = [row('C', 2, '01'), row('A', 2, '01.5'), row('B', 10, '01.25')];
const numbersOf = (page: { records: readonly { fields: { number: string } }[] }) =>
  page.records.map(({ fields }) => fields.number).join('');

describe('a page', () => {
  it.each([
    ['', 'ABC'],
    ['$orderby=price desc', 'BAC'],
    ['$orderby=price, number desc', 'CAB'],
    ['$orderby=lastModifiedDateTime', 'CBA'],
    ['$top=2', 'AB'],
    ['$skip=1', 'BC'],
    ['$skip=1&$top=1', 'B'],
    ['$filter=price lt 10', 'AC'],
    ['$top=0', ''],
  ])('of %s holds %s', (query, expected) => {
    expect(numbersOf(pageOf(rows, options(query), 100))).toBe(expected);
  });

  it('says where the next one starts, until all of $top is read', () => {
    const first = pageOf(rows, options('$top=2'), 1);
    expect([numbersOf(first), first.next?.top]).toEqual(['A', 1]);

    const second = pageOf(rows, options(`$top=1&$skiptoken=${first.next?.skipToken}`), 1);
    expect([numbersOf(second), second.next]).toEqual(['B', undefined]);
  });

  it('neither repeats nor skips others when records come and go between pages', () => {
    const first = pageOf(rows, options('$orderby=price desc'), 2);
    const changed = [
      row('Z', 99, '03'),
      ...rows.filter(({ fields }) => fields.number !== 'A'),
      row('E', 1, '02'),
    ];
    const second = pageOf(changed, options(`$orderby=price desc&$skiptoken=${first.next?.skipToken}`), 2);

    expect([numbersOf(first), numbersOf(second)]).toEqual(['BA', 'CE']);
  });

  it.each(['$apply=x', '$top=-1', '$top=many', '$orderby=number up', '$expand=a(b)', '$skiptoken=%7B'])(
    'refuses %s',
    (query) => {
      expect(() => pageOf(rows, options(query), 1)).toThrow(ErpError);
    },
  );
});
