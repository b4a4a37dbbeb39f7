import type { CanonicalDebtor } from '../../../../domain/canonical/debtor.ts';
import type { CanonicalInvoice } from '../../../../domain/canonical/invoice.ts';

export interface Customer {
  readonly id: number;
  readonly number: string;
  readonly name: string;
  readonly vatId: string | null;
  readonly country: string;
  readonly isBlocked: boolean;
  /** Our key, where we created it. */
  readonly reference: string | null;
  readonly changed: string;
}

/** A line without product is a text. */
export interface Line {
  readonly product: string | null;
  readonly text: string;
  readonly quantity: string;
  readonly price: string;
  readonly net: string;
}

export interface Invoice {
  readonly id: number;
  readonly number: string;
  readonly isCredit: boolean;
  readonly customer: number;
  readonly date: string;
  readonly reference: string | null;
  readonly net: string;
  readonly tax: string;
  readonly gross: string;
  readonly changed: string;
  readonly lines: readonly Line[];
}

export interface Order {
  readonly id: number;
  readonly number: string;
  readonly customer: number;
  readonly reference: string;
  readonly lines: readonly Line[];
  isReleased: boolean;
  version: number;
}

/** What an ERP holds, whatever way it is asked. */
export interface Books {
  readonly customers: Customer[];
  readonly invoices: Invoice[];
  readonly orders: Order[];
}

const aCustomer = (id: number, name: string, overrides: Partial<Customer> = {}): Customer => ({
  ...{ id, name, number: `D-${id}`, vatId: null, country: 'AT', isBlocked: false, reference: null },
  changed: '2026-01-31T09:15:00Z',
  ...overrides,
});

const aLine = (
  text: string,
  [product, quantity, price, net]: readonly [string, string, string, string],
): Line => ({
  ...{ text, product, quantity, price, net },
});

const aText = (text: string): Line => ({ text, product: null, quantity: '', price: '', net: '' });

const invoices: readonly Invoice[] = [
  {
    ...{ id: 201, number: 'R-201', isCredit: false, customer: 101, date: '2026-01-15', reference: null },
    ...{ net: '49.27', tax: '9.85', gross: '59.12', changed: '2026-01-31T09:15:00Z' },
    lines: [
      aLine('Montage', ['P-1', '1.5', '12.3456', '18.52']),
      aText('Wie besprochen: "ohne" Anfahrt'),
      aLine('Kabel', ['P-2', '3', '10.25', '30.75']),
    ],
  },
  {
    ...{
      id: 202,
      number: 'R-202',
      isCredit: false,
      customer: 102,
      date: '2026-01-16',
      reference: 'OS-EARLIER',
    },
    ...{ net: '100.5', tax: '20.1', gross: '120.6', changed: '2026-03-02T23:30:00Z' },
    lines: [aLine('Wartung', ['P-3', '1', '100.5', '100.5'])],
  },
  {
    ...{ id: 203, number: 'G-203', isCredit: true, customer: 101, date: '2026-01-17', reference: null },
    ...{ net: '12.34', tax: '2.47', gross: '14.81', changed: '2026-01-31T09:15:00Z' },
    lines: [aLine('Montage', ['P-1', '1', '12.34', '12.34'])],
  },
];

/** The same five customers and three documents for every fake; two of them changed in March. */
export const sampleBooks = (): Books => ({
  customers: [
    aCustomer(101, 'Bäckerei Huber GmbH', { vatId: 'ATU12345678' }),
    aCustomer(102, "O'Neill & Söhne", { country: 'DE', vatId: 'DE999999999' }),
    aCustomer(103, 'Café "Mitte"', { isBlocked: true }),
    aCustomer(104, 'Gasthof Post', { changed: '2026-03-01T10:00:00Z' }),
    aCustomer(105, 'Zimmerei Wild'),
  ],
  invoices: [...invoices],
  orders: [],
});

export const newCustomer = (
  books: Books,
  given: Pick<Customer, 'name' | 'vatId' | 'country' | 'reference'>,
): Customer => {
  const id = 101 + books.customers.length;
  const customer = aCustomer(id, given.name, { ...given, changed: '2026-04-01T08:00:00Z' });
  books.customers.push(customer);
  return customer;
};

export const newOrder = (books: Books, given: Pick<Order, 'customer' | 'reference' | 'lines'>): Order => {
  const id = 501 + books.orders.length;
  const order: Order = { ...given, id, number: `A-${id}`, isReleased: false, version: 1 };
  books.orders.push(order);
  return order;
};

/** In cents, so that nothing is lost. */
export const netOf = ({ lines }: Pick<Order, 'lines'>): string =>
  String(lines.reduce((sum, { net }) => sum + Math.round(Number(net || '0') * 100), 0) / 100);

export const canonicalDebtor = (customer: Customer): CanonicalDebtor => ({
  ...{ externalId: String(customer.id), number: customer.number, name: customer.name, vatId: customer.vatId },
  ...{ address: { country: customer.country }, block: customer.isBlocked ? 'all' : 'none' },
  modifiedAt: customer.changed,
});

export function canonicalInvoice(invoice: Invoice): CanonicalInvoice {
  const { id, number, isCredit, customer, date, reference, lines, changed } = invoice;
  const signed = (amount: string) => (isCredit ? `-${amount}` : amount);
  return {
    ...{ externalId: String(id), number, kind: isCredit ? 'credit-note' : 'invoice', status: 'posted' },
    ...{ debtorExternalId: String(customer), documentDate: date, currency: 'EUR', ourReference: reference },
    totals: { net: signed(invoice.net), tax: signed(invoice.tax), gross: signed(invoice.gross) },
    modifiedAt: changed,
    lines: lines.map(({ product, text, quantity, price, net }) =>
      product === null
        ? { kind: 'text', description: text }
        : {
            ...{
              kind: 'product',
              productNumber: product,
              description: text,
              unitPrice: price,
              taxRate: '20',
            },
            ...{ quantity: signed(quantity), net: signed(net) },
          },
    ),
  };
}
