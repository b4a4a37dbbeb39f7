/** A posted invoice of `lines` lines in our canonical JSON, the n-th of its run; amounts add up exactly. */
export function anInvoice(run: string, n: number, lines: number): object {
  const positions = Array.from({ length: lines }, (_, index) => aLine(n, index));
  const net = positions.reduce((sum, line) => sum + line.cents, 0);
  const tax = Math.round(net / 5);
  const day = String((n % 28) + 1).padStart(2, '0');
  return {
    type: 'invoice.posted',
    timestamp: '2026-01-31T10:00:00Z',
    data: {
      id: `${run}-${n}`,
      number: `R-${run}-${String(n).padStart(7, '0')}`,
      kind: 'invoice',
      status: 'posted',
      debtorExternalId: `d-${n % 40}`,
      debtorNumber: String(10_000 + (n % 40)),
      documentDate: `2026-01-${day}`,
      postingDate: `2026-01-${day}`,
      dueDate: `2026-02-${day}`,
      currency: 'EUR',
      pricesIncludeTax: false,
      customerReference: `PO ${n * 7}`,
      lines: positions.map(({ line }) => line),
      totals: { net: euros(net), tax: euros(tax), gross: euros(net + tax) },
      payment: { state: 'open', openAmount: euros(net + tax) },
      modifiedAt: '2026-01-31T10:00:00.000Z',
      version: '1',
    },
  };
}

const words = [
  'Wartung',
  'Lizenz',
  'Beratung vor Ort',
  'Anfahrt',
  'Montage',
  'Schulung',
  'Ersatzteil',
  'Prüfung',
];

function aLine(n: number, index: number): { readonly line: object; readonly cents: number } {
  const quantity = ((n + index) % 9) + 1;
  const price = 1_000 + ((n * 31 + index * 197) % 90_000);
  const cents = quantity * price;
  return {
    cents,
    line: {
      externalId: `l-${n}-${index}`,
      position: String((index + 1) * 10_000),
      kind: 'product',
      productExternalId: `p-${(n + index) % 60}`,
      productNumber: `A-${1_000 + ((n + index) % 60)}`,
      description: `${words[(n + index) % words.length]} ${index + 1}`,
      quantity: String(quantity),
      unit: 'Stk',
      unitPrice: euros(price),
      net: euros(cents),
      taxRate: '20',
      tax: euros(Math.round(cents / 5)),
      gross: euros(cents + Math.round(cents / 5)),
    },
  };
}

const euros = (cents: number): string => `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
