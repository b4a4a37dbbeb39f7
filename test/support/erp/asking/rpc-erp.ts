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
import { pageFrom } from './pages.ts';
import type { Api } from './served-erp.ts';

export interface RpcState {
  readonly sessions: Set<string>;
  logins: number;
  /** What the next call that changes something fails with, before it does. */
  failure?: string | undefined;
}

const secrets = { user: 'orderseam', password: 'correct horse battery' };

export const jsonRpc = (state: RpcState = { sessions: new Set(), logins: 0 }): Mechanism => ({
  connector: 'json-rpc',
  api: (books) => rpcErp(books, state),
  endSessions: () => state.sessions.clear(),
  secrets,
  settings: { database: 'live' },
  wrong: { secrets: { user: 'orderseam', password: 'wrong horse battery' }, member: 'password' },
  resources: { debtor: 'partner', invoices: ['invoice'] },
});

interface Params {
  readonly session?: string;
  readonly model?: string;
  readonly method?: string;
  readonly where?: readonly (readonly [string, string, unknown])[];
  readonly args?: readonly unknown[];
}

class RpcError extends Error {
  readonly kind: string;
  constructor(kind: string, message: string) {
    super(message);
    this.kind = kind;
  }
}

/** Every call is a POST to one path, every answer a 200: what failed is told inside, as JSON in a text. */
function rpcErp(books: Books, state: RpcState): Api {
  return ({ method, path, body }) => {
    const { jsonrpc, id, params = {} } = (body ?? {}) as { jsonrpc?: string; id?: unknown; params?: Params };
    if (method !== 'POST' || path !== 'rpc') return { status: 404 };
    if (jsonrpc !== '2.0' || id === undefined) return { status: 400 };
    try {
      return { wrote: isWrite(params), body: { jsonrpc, id, result: resultOf(books, state, params) } };
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      const data = JSON.stringify({ name: error.kind, message: error.message });
      return { body: { jsonrpc, id, error: { code: 200, message: 'Server Error', data } } };
    }
  };
}

const isWrite = ({ method = '' }: Params): boolean => ['create', 'confirm'].includes(method);

function resultOf(books: Books, state: RpcState, params: Params): unknown {
  if (params.method === 'login') return opened(state, params.args ?? []);
  if (!state.sessions.has(params.session ?? '')) throw new RpcError('SessionExpired', 'The session is over');
  if (isWrite(params) && state.failure !== undefined) {
    const kind = state.failure;
    state.failure = undefined;
    throw new RpcError(kind, 'could not serialize access due to concurrent update');
  }
  return (
    methods[params.method ?? '']?.(books, params) ?? refusal(`There is no method ${params.method ?? ''}`)
  );
}

function opened(state: RpcState, [database, user, password]: readonly unknown[]): string {
  if (database !== 'live' || user !== secrets.user || password !== secrets.password)
    throw new RpcError('AccessDenied', `Wrong login ${String(user)}/${String(password)}`);
  state.logins += 1;
  const session = `session-${state.logins}-of-some-length`;
  state.sessions.add(session);
  return session;
}

function refusal(message: string): never {
  throw new RpcError('ValidationError', message);
}

type Row = Readonly<Record<string, unknown>>;

const methods: Record<string, (books: Books, params: Params) => unknown> = {
  list: (books, params) => pageFrom(found(books, params), 0),
  count: (books, params) => found(books, params).length,
  read: (books, params) => found(books, params).filter(({ id }) => params.args?.includes(id)),
  create: (books, { model, args = [] }) => created(books, model ?? '', args[0] as Record<string, unknown>),
  confirm: (books, { args = [] }) => {
    const order = books.orders.find(({ id }) => id === args[0]);
    if (order?.isReleased !== false) return refusal('Only drafts can be confirmed.');
    return (order.isReleased = true);
  },
};

function found(books: Books, { model = '', where = [] }: Params): readonly Row[] {
  const rows = rowsOf(books)[model];
  if (rows === undefined) throw new RpcError('UnknownModel', `The model ${model} does not exist`);
  return rows
    .filter((row) => where.every(([field, operator, value]) => holds(row[field], operator, value)))
    .sort((a, b) => Number(a['id']) - Number(b['id']));
}

/** A text is no number here. */
function holds(value: unknown, operator: string, wanted: unknown): boolean {
  const plain = Array.isArray(value) ? (value[0] as unknown) : value;
  if (typeof plain !== typeof wanted) return plain === false ? false : refusal('Operands of different types');
  if (operator === '=') return plain === wanted;
  const [left, right] = [plain as string, wanted as string];
  return operator === '>' ? left > right : left >= right;
}

const rowsOf = (books: Books): Record<string, readonly Row[]> => ({
  partner: books.customers.map(partner),
  invoice: books.invoices.map(invoice),
  'invoice.line': books.invoices.flatMap((each) =>
    each.lines.map((line, index) => invoiceLine(each, line, index)),
  ),
  order: books.orders.map(order),
});

const naive = (instant: string): string => instant.slice(0, 19).replace('T', ' ');

const partner = ({ id, number, name, vatId, country, isBlocked, reference, changed }: Customer): Row => ({
  ...{ id, code: number, name, vat: vatId ?? false, country, blocked: isBlocked },
  ...{ comment: reference ?? false, write_date: naive(changed) },
});

const invoice = (each: Invoice): Row => ({
  ...{ id: each.id, name: each.number, type: each.isCredit ? 'refund' : 'invoice', state: 'posted' },
  ...{ partner: [each.customer, 'Name'], date: each.date, currency: 'EUR', ref: each.reference ?? false },
  ...{
    net: Number(each.net),
    tax: Number(each.tax),
    total: Number(each.gross),
    write_date: naive(each.changed),
  },
});

const invoiceLine = ({ id, number }: Invoice, { product, ...line }: Line, index: number): Row => ({
  ...{ id: 100_000 - id * 10 - index, invoice: [id, number], sequence: index, name: line.text },
  ...{ product: product ?? false, quantity: Number(line.quantity), price: Number(line.price) },
  ...{ subtotal: Number(line.net), rate: product === null ? false : 20 },
});

const order = (kept: Order): Row => ({
  ...{ id: kept.id, name: kept.number, ref: kept.reference, partner: [kept.customer, 'Name'] },
  ...{
    state: kept.isReleased ? 'sale' : 'draft',
    net: Number(netOf(kept)),
    lines: kept.lines.map((_, index) => index),
  },
});

function created(books: Books, model: string, sent: Record<string, unknown>): unknown {
  if (model === 'partner') {
    const { name, vat = null, country, comment } = sent as Record<string, string | null>;
    return newCustomer(books, {
      name: name ?? '',
      vatId: vat,
      country: country ?? '',
      reference: comment ?? null,
    }).id;
  }
  const {
    partner: customer,
    ref,
    lines,
  } = sent as { partner: number; ref: string; lines: Record<string, unknown>[] };
  if (!books.customers.some(({ id }) => id === customer))
    return refusal(`Partner ${customer} does not exist`);
  if (lines.some(({ quantity, price }) => typeof quantity !== 'number' || typeof price !== 'number'))
    return refusal('quantity and price are numbers');
  const kept = lines.map(({ product, name, quantity, price, subtotal }) => ({
    ...{ product: String(product), text: String(name), quantity: String(quantity) },
    ...{ price: String(price), net: String(subtotal) },
  }));
  return newOrder(books, { customer, reference: ref, lines: kept }).id;
}
