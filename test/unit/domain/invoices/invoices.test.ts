import { describe, expect, it } from 'vitest';
import { isCounted } from '../../../../domain/invoices/is-counted.ts';
import { monthTotals } from '../../../../domain/invoices/month-totals.ts';
import { prepareInvoice } from '../../../../domain/invoices/prepare-invoice.ts';
import { seriesGaps } from '../../../../domain/invoices/series-gaps.ts';
import { lineOrigin } from '../../../../domain/invoices/line-origin.ts';
import { aLine, anInvoice } from '../../../support/ingestion/an-invoice.ts';

const tolerance = { amount: '0.01' };
const valuesOf = (...args: Parameters<typeof prepareInvoice>) =>
  prepareInvoice(...args).lines.map(({ value }) => value);

describe('lines', () => {
  it('only value lines have a value (I-2)', () => {
    const lines = [
      aLine(1),
      aLine(2, { kind: 'text', net: null }),
      aLine(3, { kind: 'subtotal', net: '100.00' }),
      aLine(4, { kind: 'discount', net: '-10.00' }),
    ];
    expect(valuesOf(anInvoice({ lines }), tolerance)).toEqual(['100.00', undefined, undefined, '-10.00']);
  });

  it('the header discount is spread by net, the largest remainders first (I-2)', () => {
    const lines = [
      aLine(1, { net: '10.00' }),
      aLine(2, { kind: 'text', net: null }),
      aLine(3, { net: '10.00' }),
      aLine(4, { net: '10.00' }),
    ];
    const invoice = anInvoice({ lines, headerDiscount: '1.00', totals: { net: '29.00', gross: '34.80' } });
    expect(valuesOf(invoice, tolerance)).toEqual(['9.66', undefined, '9.67', '9.67']);
    expect(prepareInvoice(invoice, tolerance).flags).toEqual([]);
  });

  it('yen have no cents, dinars have three digits', () => {
    const lines = [aLine(1, { net: '10' }), aLine(2, { net: '10' })];
    expect(
      valuesOf(
        anInvoice({ lines, currency: 'JPY', headerDiscount: '1', totals: { net: '19', gross: '19' } }),
        tolerance,
      ),
    ).toEqual(['9', '10']);
    expect(
      valuesOf(
        anInvoice({
          lines,
          currency: 'KWD',
          headerDiscount: '0.001',
          totals: { net: '19.999', gross: '20' },
        }),
        tolerance,
      ),
    ).toEqual(['9.999', '10']);
  });
});

describe('a document is stored and flagged where', () => {
  it.each([
    [
      'its lines miss the net by more than the tolerance (I-4)',
      { totals: { net: '200.02', gross: '240.00' } },
      ['totals-differ'],
    ],
    ['nothing, within the tolerance', { totals: { net: '200.01', gross: '240.00' } }, []],
    ['a credit note is positive (I-3)', { kind: 'credit-note' as const }, ['sign-differs']],
    [
      'an invoice is negative',
      { lines: [aLine(1, { net: '-1.00' })], totals: { net: '-1.00', gross: '-1.20' } },
      ['sign-differs'],
    ],
    [
      'nothing, for a credit note over zero',
      { kind: 'credit-note' as const, lines: [], totals: { net: '0.00', gross: '0.00' } },
      [],
    ],
    ['nothing, for a correction of either sign', { kind: 'correction' as const }, []],
  ])('%s', (_, fields, flags) => {
    expect(prepareInvoice(anInvoice(fields), tolerance).flags).toEqual(flags);
  });
});

describe('number series (I-8)', () => {
  it.each([
    ['no gap', ['RE-001', 'RE-002', 'RE-003'], []],
    ['a gap of two', ['RE-001', 'RE-004'], [{ series: 'RE-', first: 'RE-002', last: 'RE-003', count: 2 }]],
    [
      'a series per prefix',
      ['RE-1', 'GS-5', 'RE-2', 'GS-7'],
      [{ series: 'GS-', first: 'GS-6', last: 'GS-6', count: 1 }],
    ],
    [
      'numbers of many digits count exactly, as far as a number can',
      ['100000000000000000000001', '100000000000000000000004', '300000000000000000000000'],
      [
        { series: '', first: '100000000000000000000002', last: '100000000000000000000003', count: 2 },
        {
          ...{ series: '', first: '100000000000000000000005', last: '299999999999999999999999' },
          count: Number.MAX_SAFE_INTEGER,
        },
      ],
    ],
    ['one digit more goes on counting', ['RE-9', 'RE-10'], []],
    [
      'digits before the counter belong to the series',
      ['2025/1', '2026/1', '2026/3'],
      [{ series: '2026/', first: '2026/2', last: '2026/2', count: 1 }],
    ],
    [
      'what follows the counter too',
      ['7-A', '9-A', '8-B'],
      [{ series: '…-A', first: '8-A', last: '8-A', count: 1 }],
    ],
    ['a number without digits is none', ['Entwurf', 'RE-1'], []],
    ['the same number twice', ['RE-1', 'RE-1', 'RE-2'], []],
  ])('%s', (_, numbers, gaps) => {
    expect(seriesGaps(numbers)).toEqual(gaps);
  });
});

it.each([
  ['a posted one counts', { status: 'posted' }, true],
  ['a draft is no document yet', { status: 'draft' }, false],
  ['a cancelled one counts, for another counters it', { status: 'cancelled' }, true],
  ['a void one counts no more', { status: 'cancelled', voided: true }, false],
  ['only what is cancelled can be void', { status: 'posted', voided: true }, true],
] as const)('in sums %s (I-1)', (_, document, counts) => {
  expect(isCounted(document)).toBe(counts);
});

it('totals per month, currency and kind are exact and in order (I-8)', () => {
  const january = anInvoice({ totals: { net: '0.10', tax: '0.02', gross: '0.12' } });
  const credit = anInvoice({ kind: 'credit-note', totals: { net: '-0.10', tax: '-0.02', gross: '-0.12' } });
  const february = anInvoice({
    postingDate: '2026-02-01',
    totals: { net: '0.20', tax: null, gross: '0.20' },
  });
  expect(monthTotals([february, january, january, january, credit])).toEqual([
    {
      month: '2026-01',
      currency: 'EUR',
      kind: 'credit-note',
      documents: 1,
      net: '-0.10',
      tax: '-0.02',
      gross: '-0.12',
    },
    {
      month: '2026-01',
      currency: 'EUR',
      kind: 'invoice',
      documents: 3,
      net: '0.30',
      tax: '0.06',
      gross: '0.36',
    },
    {
      month: '2026-02',
      currency: 'EUR',
      kind: 'invoice',
      documents: 1,
      net: '0.20',
      tax: '0.00',
      gross: '0.20',
    },
  ]);
});

describe('tax and gross of a month (I-8)', () => {
  const sumOf = (...documents: Parameters<typeof anInvoice>[0][]) => {
    const [{ net, tax, gross } = {}] = monthTotals(documents.map((fields) => anInvoice(fields)));
    return { net, tax, gross };
  };
  const whole = { totals: { net: '10.00', tax: '2.00', gross: '12.00' } };

  it('a document that states only one of them has the other too', () => {
    expect(sumOf({ totals: { net: '1.00', tax: '0.20' } })).toEqual({
      net: '1.00',
      tax: '0.20',
      gross: '1.20',
    });
    expect(sumOf({ totals: { net: '1.00', gross: '1.20' } })).toEqual({
      net: '1.00',
      tax: '0.20',
      gross: '1.20',
    });
  });

  it('a document that states neither makes both unknown, whatever comes after, never smaller', () => {
    const bare = { totals: { net: '1.00' } };
    expect(sumOf(whole, bare, whole)).toEqual({ net: '21.00', tax: null, gross: null });
  });
});

it.each([
  ['neither posting nor document date', { postingDate: null, documentDate: null }, ['undated']],
  ['a document date', { postingDate: null, documentDate: '2026-01-31' }, []],
  ['no date yet, as a draft', { status: 'draft' as const, postingDate: null, documentDate: null }, []],
])('a document with %s is flagged %j (I-8)', (_, fields, flags) => {
  expect(prepareInvoice(anInvoice(fields), tolerance).flags).toEqual(flags);
});

it.each([
  [
    'its own reference',
    { ourReference: 'L' },
    { ourReference: 'D' },
    { state: 'referenced', reference: 'L' },
  ],
  [
    'the reference of its document',
    { ourReference: ' ' },
    { ourReference: 'D' },
    { state: 'referenced', reference: 'D' },
  ],
  ['no reference at all', {}, { ourReference: null }, { state: 'unassigned' }],
])('a line with %s says so (I-7)', (_, line, document, origin) => {
  expect(lineOrigin(line, document)).toEqual(origin);
});
