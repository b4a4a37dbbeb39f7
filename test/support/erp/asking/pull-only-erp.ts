import {
  netOf,
  newCustomer,
  newOrder,
  type Books,
  type Customer,
  type Invoice,
  type Line,
  type Order,
} from './books.ts';
import { pageFrom } from './pages.ts';
import type { Mechanism } from './mechanism.ts';
import type { Api, Call, Reply } from './served-erp.ts';

const token = 'b7794de0085f5cd00560f160f290af38';
const filters = ['updateAfter', 'invoice[id]', 'description', 'vatNumber', 'customerInternalNote'];

export const pullOnly: Mechanism = {
  connector: 'pull-only',
  api: (books) => pullOnlyErp(books, { token, filters }),
  secrets: { apiToken: token },
  wrong: { secrets: { apiToken: 'wrong-token-of-another-user' }, member: 'apiToken' },
  resources: { debtor: 'Contact', invoices: ['Invoice'] },
};

/** The same after its filters were renamed. */
export const ignoringFilters: Mechanism = {
  ...pullOnly,
  api: (books) => pullOnlyErp(books, { token, filters: [] }),
};

/**
 * An ERP that never calls: a token in a header, everything as text, lines apart from their documents, and filters of which the unknown ones
 * are ignored without a word.
 */
function pullOnlyErp(books: Books, { token, filters }: { token: string; filters: readonly string[] }): Api {
  return (call) => {
    if (call.headers['authorization'] !== token)
      return {
        status: 401,
        body: { error: { message: `Authentication with ${call.headers['authorization'] ?? ''} failed` } },
      };
    const [type = '', id] = call.path.split('/');
    if (call.method === 'POST') return written(books, call);
    const rows = rowsOf(books)[type];
    if (rows === undefined) return { status: 404, body: { error: { message: `Unknown model ${type}` } } };
    if (id !== undefined) return one(rows, id);
    const found = filtered(rows, call.query, filters);
    const start = Number(call.query.get('offset') ?? '0');
    return { body: { objects: pageFrom(found, start), total: String(found.length) } };
  };
}

type Row = Readonly<Record<string, unknown>>;

function one(rows: readonly Row[], id: string): Reply {
  const found = rows.filter((row) => row['id'] === id);
  return found.length === 1
    ? { body: { objects: found } }
    : { status: 404, body: { error: { message: `No object with id ${id}`, code: 'MODEL_NOT_FOUND' } } };
}

const rowsOf = (books: Books): Record<string, readonly Row[]> => ({
  Contact: books.customers.map(contact),
  Invoice: books.invoices.map(invoice),
  InvoicePos: books.invoices.flatMap(({ id, lines }) =>
    lines.map((line, index) => position(id, line, index)),
  ),
  Order: books.orders.map(order),
});

/** Times are those of Berlin; in these winters and springs one or two hours ahead. */
function local(instant: string): string {
  const hours = instant > '2026-03-29T01' ? 2 : 1;
  return `${new Date(Date.parse(instant) + hours * 3_600_000).toISOString().slice(0, 19)}+0${hours}:00`;
}

const contact = ({ id, number, name, vatId, country, isBlocked, reference, changed }: Customer): Row => ({
  ...{ id: String(id), objectName: 'Contact', customerNumber: number, name, vatNumber: vatId ?? '' },
  ...{ country: { code: country }, locked: isBlocked ? '1' : '0', description: reference ?? '' },
  update: local(changed),
});

const invoice = ({
  id,
  number,
  isCredit,
  customer,
  date,
  reference,
  net,
  tax,
  gross,
  changed,
}: Invoice): Row => ({
  ...{
    id: String(id),
    objectName: 'Invoice',
    invoiceNumber: number,
    invoiceType: isCredit ? 'GS' : 'RE',
    status: '200',
  },
  ...{ contact: { id: String(customer) }, invoiceDate: `${date}T00:00:00+01:00`, currency: 'EUR' },
  ...{
    sumNet: net,
    sumTax: tax,
    sumGross: gross,
    customerInternalNote: reference ?? '',
    update: local(changed),
  },
});

/** A one that somebody took for a flag. */
const flagged = (quantity: string): string | boolean => (quantity === '1' ? true : quantity);

const position = (document: number, { product, text, quantity, price, net }: Line, index: number): Row => ({
  ...{
    id: String(document * 100 + index),
    invoice: { id: String(document) },
    positionNumber: String(index),
    text,
  },
  ...(product === null
    ? {}
    : { part: { partNumber: product }, quantity: flagged(quantity), price, sumNet: net }),
  ...(product === null ? {} : { taxRate: '20' }),
});

const order = (kept: Order): Row => ({
  ...{ id: String(kept.id), objectName: 'Order', orderNumber: kept.number, status: '100', currency: 'EUR' },
  ...{ contact: { id: String(kept.customer) }, customerInternalNote: kept.reference },
  ...{ sumNet: netOf(kept), positions: String(kept.lines.length) },
});

function filtered(rows: readonly Row[], query: URLSearchParams, known: readonly string[]): readonly Row[] {
  const wanted = [...query].filter(([name]) => known.includes(name));
  return rows.filter((row) => wanted.every(([name, value]) => fits(row, name, value)));
}

function fits(row: Row, name: string, value: string): boolean {
  if (name === 'updateAfter') return Date.parse(String(row['update'])) >= Number(value) * 1000;
  if (name === 'invoice[id]') return (row['invoice'] as { id: string }).id === value;
  return row[name] === value;
}

interface SentOrder {
  readonly order: { readonly contact: { readonly id: string }; readonly customerInternalNote: string };
  readonly orderPosSave: readonly {
    name: string;
    partNumber?: string;
    quantity: string;
    price: string;
    sumNet: string;
  }[];
}

function written(books: Books, { path, body }: Call): Reply {
  if (path === 'Contact') {
    const { name, vatNumber, country, description } = body as Record<string, string>;
    const [known, vatId] = [country ?? '', vatNumber ?? null];
    const made = newCustomer(books, {
      name: name ?? '',
      vatId,
      country: known,
      reference: description ?? null,
    });
    return { status: 201, wrote: true, body: { objects: contact(made) } };
  }
  if (path !== 'Order/Factory/saveOrder') return { status: 404, body: { error: { message: `No ${path}` } } };
  const { order: head, orderPosSave } = body as SentOrder;
  if (!books.customers.some(({ id }) => String(id) === head.contact.id))
    return { body: { objects: null, error: { message: `Contact ${head.contact.id} does not exist` } } };
  const lines = orderPosSave.map(({ name, partNumber, quantity, price, sumNet }) => ({
    ...{ text: name, product: partNumber ?? null, quantity, price, net: sumNet },
  }));
  const made = newOrder(books, {
    customer: Number(head.contact.id),
    reference: head.customerInternalNote,
    lines,
  });
  return { status: 201, wrote: true, body: { objects: { order: order(made) } } };
}
