import { Decimal } from 'decimal.js';
import { describe, expect, it } from 'vitest';
import type { DocumentHeader, DocumentLine } from '../../../../local/demo-erp/records/document-records.ts';
import type { DocumentSet } from '../../../../local/demo-erp/records/entity-sets.ts';
import { stringifyExact } from '../../../../local/demo-erp/values/exact-json.ts';
import { noGuid } from '../../../../local/demo-erp/values/guid.ts';
import { plantedCompany } from './planted-company.ts';

const { records } = plantedCompany();
const fieldsOf = <S extends Parameters<typeof records.list>[0]>(set: S) =>
  records.list(set).map(({ fields }) => fields);

interface Document {
  readonly name: string;
  readonly header: DocumentHeader;
  readonly lines: readonly DocumentLine[];
}

const sets: readonly DocumentSet[] = ['salesInvoices', 'salesCreditMemos', 'salesOrders'];
const documents: readonly Document[] = sets.flatMap((set) =>
  fieldsOf(set).map((header) => ({
    name: `${set} ${header.number}`,
    header,
    lines: records.linesOf(set, header.id),
  })),
);

const sum = (lines: readonly DocumentLine[], name: keyof DocumentLine): string =>
  lines.reduce((total, line) => total.plus(String(line[name])), new Decimal(0)).toFixed();

/** Names of the documents for which the rule does not hold. */
const offending = (holds: (document: Document) => boolean): string[] =>
  documents.filter((document) => !holds(document)).map(({ name }) => name);

const linesThat = (holds: (line: DocumentLine, document: Document) => boolean): string[] =>
  documents.flatMap((document) =>
    document.lines
      .filter((line) => !holds(line, document))
      .map((line) => `${document.name} ${line.sequence.toFixed()}`),
  );

describe('the amounts of all seeded documents', () => {
  it('add up from the lines to the header', () => {
    expect(
      offending(
        ({ header, lines }) =>
          header.totalAmountExcludingTax.toFixed() === sum(lines, 'netAmount') &&
          header.totalTaxAmount.toFixed() === sum(lines, 'netTaxAmount') &&
          header.totalAmountIncludingTax.toFixed() === sum(lines, 'netAmountIncludingTax') &&
          header.discountAmount.toFixed() === sum(lines, 'invoiceDiscountAllocation'),
      ),
    ).toEqual([]);
  });

  it('add up from net and tax to gross, on every line and header', () => {
    expect(
      linesThat(
        (line) =>
          line.netAmount.plus(line.netTaxAmount).eq(line.netAmountIncludingTax) &&
          line.amountExcludingTax.plus(line.totalTaxAmount).eq(line.amountIncludingTax),
      ),
    ).toEqual([]);
    expect(
      offending(({ header }) =>
        header.totalAmountExcludingTax.plus(header.totalTaxAmount).eq(header.totalAmountIncludingTax),
      ),
    ).toEqual([]);
  });

  it('follow from quantity, price and discount', () => {
    expect(
      linesThat((line, { header }) => {
        const full = new Decimal(line.quantity)
          .times(line.unitPrice)
          .toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
        const shown = header.pricesIncludeTax ? line.amountIncludingTax : line.amountExcludingTax;
        return full.minus(line.discountAmount).eq(shown);
      }),
    ).toEqual([]);
  });

  it('carry the tax of each rate over the whole document, to the cent', () => {
    expect(
      offending(({ header, lines }) =>
        [...Map.groupBy(lines, ({ taxPercent }) => taxPercent.toFixed())].every(([rate, group]) => {
          const base = new Decimal(
            sum(group, header.pricesIncludeTax ? 'netAmountIncludingTax' : 'netAmount'),
          );
          const exact = base.times(rate).div(header.pricesIncludeTax ? new Decimal(rate).plus(100) : 100);
          return exact.toDecimalPlaces(2, Decimal.ROUND_HALF_UP).eq(sum(group, 'netTaxAmount'));
        }),
      ),
    ).toEqual([]);
  });

  it('are positive on credit memos, which point to their invoice', () => {
    const invoices = new Map(fieldsOf('salesInvoices').map((invoice) => [invoice.id, invoice]));
    const memos = fieldsOf('salesCreditMemos');

    expect(memos.length).toBeGreaterThan(20);
    expect(memos.every(({ totalAmountIncludingTax }) => totalAmountIncludingTax.gt(0))).toBe(true);
    expect(memos.map(({ invoiceNumber }) => invoiceNumber)).toEqual(
      memos.map(({ invoiceId }) => invoices.get(invoiceId)?.number),
    );
  });
});

describe('the seeded company', () => {
  it('is the same for the same seed on the same day, and another for another seed', () => {
    const text = (seed: string) => stringifyExact(plantedCompany(seed).records.list('salesInvoices'));

    expect(text('test')).toBe(stringifyExact(records.list('salesInvoices')));
    expect(text('other')).not.toBe(text('test'));
  });

  it('has 40 customers from five countries, blocked in all three ways', () => {
    const customers = fieldsOf('customers');

    expect(customers).toHaveLength(40);
    expect(new Set(customers.map(({ country }) => country))).toEqual(new Set(['AT', 'DE', 'IT', 'CH', 'US']));
    expect(new Set(customers.map(({ blocked }) => blocked))).toEqual(
      new Set([' ', 'Ship', 'Invoice', 'All']),
    );
    expect(customers.some(({ displayName }) => /[äöüß]/.test(displayName))).toBe(true);
  });

  it('has 60 items of three kinds, prices of up to five decimals and some blocked ones', () => {
    const items = fieldsOf('items');

    expect(items).toHaveLength(60);
    expect(new Set(items.map(({ type }) => type))).toEqual(
      new Set(['Inventory', 'Service', 'Non-Inventory']),
    );
    expect(Math.max(...items.map(({ unitPrice }) => unitPrice.decimalPlaces()))).toBe(5);
    expect(items.filter(({ blocked }) => blocked)).toHaveLength(3);
    expect(new Set(items.map(({ number }) => number)).size).toBe(60);
  });

  it('taxes home sales, reverses the charge in the EU and leaves exports untaxed', () => {
    const codesOf = (country: string) =>
      new Set(
        documents
          .filter(({ header }) => header.sellToCountry === country)
          .flatMap(({ lines }) =>
            lines.filter(({ lineType }) => lineType !== 'Comment').map(({ taxCode }) => taxCode),
          ),
      );

    expect(codesOf('AT')).toEqual(new Set(['UST.20', 'UST.10']));
    expect(codesOf('DE')).toEqual(new Set(['EU-RC']));
    expect(codesOf('CH')).toEqual(new Set(['EXPORT']));
  });

  it('writes home currency with the empty id and foreign currencies with their own', () => {
    const pairs = new Set(
      documents.map(({ header }) => `${header.currencyCode} ${header.currencyId === noGuid}`),
    );

    expect(pairs).toEqual(new Set(['EUR true', 'CHF false', 'USD false']));
  });

  it('covers a year with line types, discounts and gap-free numbers', () => {
    const lines = documents.flatMap((document) => document.lines);
    const numbers = fieldsOf('salesInvoices').map(({ number }) => Number(number.slice(2)));
    const days = fieldsOf('salesInvoices').map(({ postingDate }) => postingDate);

    expect(new Set(lines.map(({ lineType }) => lineType))).toEqual(
      new Set(['Item', 'Resource', 'Account', 'Comment']),
    );
    expect(lines.some(({ discountPercent }) => discountPercent.gt(0))).toBe(true);
    expect(documents.some(({ header }) => header.discountAmount.gt(0))).toBe(true);
    expect(documents.some(({ header }) => header.pricesIncludeTax)).toBe(true);
    expect(numbers).toEqual(numbers.map((_, index) => 103_001 + index));
    expect([days.at(0), days.at(-1)]).toEqual(['2025-03-15', '2026-03-14']);
    expect(Math.max(...documents.map(({ lines: own }) => own.length))).toBeLessThanOrEqual(25);
  });
});

describe('the seeded year', () => {
  it('has nothing that is dated or changed after its last day', () => {
    const late = offending(
      ({ header }) => header.postingDate <= '2026-03-14' && header.lastModifiedDateTime < '2026-03-15',
    );

    expect(late).toEqual([]);
  });
});
