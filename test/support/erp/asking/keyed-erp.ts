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
import type { Mechanism } from './mechanism.ts';
import { PAGE, pageFrom } from './pages.ts';
import type { Api, Call, Reply } from './served-erp.ts';

const token = 'a-token-of-some-length';

export const conditionalCreate: Mechanism = {
  connector: 'conditional-create',
  api: keyedErp,
  secrets: { accessToken: token },
  wrong: { secrets: { accessToken: 'a-token-of-somebody-else' }, member: 'accessToken' },
  resources: { debtor: 'customer', invoices: ['invoice'] },
};

const failure = (status: number, detail: string): Reply => ({
  status,
  body: { title: 'Error', 'o:errorDetails': [{ detail }] },
});

/** Lists hold ids only. A record is created once by the key in a header, or put under a key of ours, which answers with an address and no body. */
function keyedErp(books: Books): Api {
  const answered = new Map<string, { readonly sent: string; readonly reply: Reply }>();
  return (call) => {
    const { headers, method } = call;
    if (headers['authorization'] !== `Bearer ${token}`)
      return failure(401, `Invalid login attempt with ${headers['authorization'] ?? ''}`);
    if (method === 'GET') return read(books, call);
    if (method === 'PUT') return put(books, call);
    const [key, sent] = [headers['idempotency-key'], JSON.stringify(call.body)];
    if (key === undefined) return failure(400, 'An idempotency key is missing');
    const before = answered.get(key);
    if (before !== undefined)
      return before.sent === sent ? before.reply : failure(422, 'The key was used for another request');
    const reply = posted(books, call);
    answered.set(key, { sent, reply: { ...reply, wrote: false } });
    return reply;
  };
}

type Row = Readonly<Record<string, unknown>>;

const rowsOf = (books: Books): Record<string, readonly Row[]> => ({
  customer: books.customers.map(customer),
  invoice: books.invoices.map(invoice),
  salesOrder: books.orders.map(order),
});

function read(books: Books, { path, query }: Call): Reply {
  const [type = '', id] = path.split('/');
  const rows = rowsOf(books)[type];
  if (rows === undefined) return failure(404, `Record type '${type}' does not exist`);
  if (id !== undefined) {
    const row = rows.find((each) => each['id'] === id);
    return row === undefined
      ? { ...failure(404, 'The record instance does not exist'), headers: { 'x-error': 'NONEXISTENT_ID' } }
      : { body: row };
  }
  const found = asked(rows, query.get('q'));
  if (found === undefined) return failure(400, 'Invalid search query');
  const offset = Number(query.get('offset') ?? '0');
  const items = pageFrom(found, offset).map((row) => ({ links: [], id: row['id'] }));
  return {
    body: {
      items,
      count: items.length,
      offset,
      totalResults: found.length,
      hasMore: offset + PAGE < found.length,
    },
  };
}

/** `field IS "text"` or `field ON_OR_AFTER "instant"`. */
function asked(rows: readonly Row[], q: string | null): readonly Row[] | undefined {
  if (q === null) return rows;
  const [, field = '', operator, text] = /^(\w+) (IS|ON_OR_AFTER) ("(?:[^"\\]|\\.)*")$/.exec(q) ?? [];
  if (text === undefined || !(field in (rows[0] ?? { [field]: true }))) return undefined;
  const wanted = JSON.parse(text) as string;
  if (operator === 'IS') return rows.filter((row) => row[field] === wanted);
  return rows.filter((row) => Date.parse(String(row[field])) >= Date.parse(wanted));
}

const customer = ({ id, number, name, vatId, country, isBlocked, reference, changed }: Customer): Row => ({
  ...{ id: String(id), entityId: number, companyName: name, vatRegNumber: vatId, externalId: reference },
  ...{ country: { id: country, refName: country }, isInactive: isBlocked, lastModifiedDate: changed },
});

const invoice = (each: Invoice): Row => ({
  ...{ id: String(each.id), tranId: each.number, type: { id: each.isCredit ? 'CustCred' : 'CustInvc' } },
  ...{
    entity: { id: String(each.customer), refName: 'Name' },
    tranDate: each.date,
    currency: { refName: 'EUR' },
  },
  ...{ subtotal: Number(each.net), taxTotal: Number(each.tax), total: Number(each.gross) },
  ...{ otherRefNum: each.reference, lastModifiedDate: each.changed, item: { items: each.lines.map(line) } },
});

const line = ({ product, text, quantity, price, net }: Line, index: number): Row => ({
  ...{
    line: index + 1,
    description: text,
    itemType: { id: product === null ? 'Description' : 'NonInvtPart' },
  },
  ...(product === null
    ? {}
    : {
        item: { id: '1', refName: product },
        quantity: Number(quantity),
        rate: Number(price),
        amount: Number(net),
        taxRate1: 20,
      }),
});

const order = (kept: Order): Row => ({
  ...{ id: String(kept.id), tranId: kept.number, externalId: kept.reference, otherRefNum: kept.reference },
  ...{ entity: { id: String(kept.customer) }, orderStatus: { id: 'B', refName: 'Pending Fulfillment' } },
  ...{ subtotal: Number(netOf(kept)), currency: { refName: 'EUR' }, item: { items: kept.lines.map(line) } },
});

function posted(books: Books, { path, body }: Call): Reply {
  if (path !== 'customer') return failure(404, `Nothing can be posted to ${path}`);
  const { companyName, vatRegNumber = null, country, externalId } = body as Record<string, string | null>;
  const given = {
    name: companyName ?? '',
    vatId: vatRegNumber,
    country: country ?? '',
    reference: externalId ?? null,
  };
  return { status: 201, wrote: true, body: customer(newCustomer(books, given)) };
}

interface SentOrder {
  readonly entity: { readonly id: string };
  readonly item: {
    readonly items: readonly {
      description: string;
      item: { refName: string };
      quantity: unknown;
      rate: unknown;
      amount: unknown;
    }[];
  };
}

/** The second time is an update, which writes the same again. */
function put(books: Books, { path, body, baseUrl }: Call): Reply {
  const reference = /^salesOrder\/eid:(.+)$/.exec(path)?.[1];
  const { entity, item } = body as SentOrder;
  if (reference === undefined) return failure(404, `Nothing can be put at ${path}`);
  if (!books.customers.some(({ id }) => String(id) === entity.id))
    return failure(400, `Invalid entity reference key ${entity.id}.`);
  if (item.items.some(({ quantity, rate }) => typeof quantity !== 'number' || typeof rate !== 'number'))
    return failure(400, 'Numbers are numbers');
  const lines = item.items.map(({ description, item: product, quantity, rate, amount }) => ({
    ...{
      text: description,
      product: product.refName,
      quantity: String(quantity),
      price: String(rate),
      net: String(amount),
    },
  }));
  const known = books.orders.find((each) => each.reference === reference);
  const { id } = known ?? newOrder(books, { customer: Number(entity.id), reference, lines });
  return { status: 204, wrote: true, headers: { location: `${baseUrl}salesOrder/${id}` } };
}
