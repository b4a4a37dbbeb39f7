import type { CanonicalInvoice, CanonicalLine } from '../../../domain/canonical/invoice.ts';

export const aLine = (index: number, overrides: Partial<CanonicalLine> = {}): CanonicalLine => ({
  externalId: `line-${index}`,
  position: String(index * 10),
  kind: 'product',
  productExternalId: `7b2d0f54-${String(1000 + index)}-4d1c-9d43-0d2b6f9a${String(1000 + index)}`,
  productNumber: `A-${1000 + index}`,
  description: `Wartung Anlage ${index}, Standort Linz`,
  quantity: '2.000',
  unit: 'h',
  unitPrice: '50.00',
  net: '100.00',
  taxRate: '20',
  tax: '20.00',
  gross: '120.00',
  ...overrides,
});

/** A posted invoice whose lines sum to its net. */
export function anInvoice(overrides: Partial<CanonicalInvoice> = {}, lineCount = 2): CanonicalInvoice {
  const lines = overrides.lines ?? Array.from({ length: lineCount }, (_, index) => aLine(index + 1));
  return {
    externalId: 'inv-1',
    number: 'RE-1001',
    kind: 'invoice',
    status: 'posted',
    debtorExternalId: 'deb-1',
    debtorNumber: '10001',
    documentDate: '2026-01-31',
    postingDate: '2026-01-31',
    dueDate: '2026-02-14',
    currency: 'EUR',
    lines,
    totals: {
      net: `${lines.length}00.00`,
      tax: `${lines.length * 20}.00`,
      gross: `${lines.length * 120}.00`,
    },
    payment: { state: 'open', openAmount: `${lines.length * 120}.00` },
    modifiedAt: '2026-01-31T10:00:00Z',
    version: '1',
    ...overrides,
  };
}
