import { newCustomer, newOrder, type Books, type Order } from './books.ts';
import type { Mechanism } from './mechanism.ts';
import { PAGE, pageFrom } from './pages.ts';
import type { Api, Call, Reply } from './served-erp.ts';
import { customer, order, rowsOf, type Row } from './token-erp-records.ts';

export interface TokenState {
  /** Token by the session that it belongs to. */
  readonly tokens: Map<string, string>;
  fetches: number;
}

const secrets = { user: 'orderseam', password: 'correct horse battery' };
const authorization = `Basic ${Buffer.from(`${secrets.user}:${secrets.password}`).toString('base64')}`;

export const csrfToken = (state: TokenState = { tokens: new Map(), fetches: 0 }): Mechanism => ({
  connector: 'csrf-token',
  api: (books) => tokenErp(books, state),
  endSessions: () => state.tokens.clear(),
  secrets,
  wrong: { secrets: { user: 'orderseam', password: 'wrong horse battery' }, member: 'password' },
  resources: { debtor: 'A_Customer', invoices: ['A_BillingDocument'] },
});

const failure = (status: number, code: string, value: string): Reply => ({
  status,
  body: { error: { code, message: { lang: 'en', value } } },
});

/** OData V2: a wrapper around everything, writes with a token that belongs to a session, and changes on the version that was read only. */
function tokenErp(books: Books, state: TokenState): Api {
  return (call) => {
    if (call.headers['authorization'] !== authorization)
      return { status: 401, headers: { 'www-authenticate': 'Basic' } };
    if (call.method === 'GET') return { ...read(books, call), ...grantedToken(state, call) };
    const session = /sap-session=([^;]+)/.exec(call.headers['cookie'] ?? '')?.[1] ?? '';
    const token = state.tokens.get(session);
    if (token === undefined || call.headers['x-csrf-token'] !== token)
      return {
        ...failure(403, '403', 'CSRF token validation failed'),
        headers: { 'x-csrf-token': 'Required' },
      };
    return written(books, call);
  };
}

function grantedToken(state: TokenState, { headers }: Call): Pick<Reply, 'headers'> {
  if (headers['x-csrf-token']?.toLowerCase() !== 'fetch') return {};
  state.fetches += 1;
  const token = `token==${state.fetches}-of-some-length`;
  state.tokens.set(`session-${state.fetches}-of-some-length`, token);
  const cookies = [
    `sap-session=session-${state.fetches}-of-some-length; path=/; secure; HttpOnly`,
    'sap-usercontext=sap-client=100; path=/',
  ];
  return { headers: { 'x-csrf-token': token, 'set-cookie': cookies } };
}

function read(books: Books, { path, query, baseUrl }: Call): Reply {
  if (path === '')
    return { body: { d: { EntitySets: ['A_Customer', 'A_BillingDocument', 'A_SalesOrder'] } } };
  const [, type = '', key] = /^(\w+)(?:\('([^']*)'\))?$/.exec(path) ?? [];
  const rows = rowsOf(books)[type];
  if (rows === undefined) return failure(404, '005056A509B11EE1B9A8FEC11C21578E', `No resource ${type}`);
  if (key !== undefined) return one(rows, key);
  const found = filteredBy(rows, query.get('$filter'));
  if (found === undefined) return failure(400, '005056A509B11EE1B9A8FEC11C21D78E', 'Invalid filter');
  const start = Number(query.get('$skiptoken') ?? '0');
  const next = new URLSearchParams({ ...Object.fromEntries(query), $skiptoken: String(start + PAGE) });
  const count = query.get('$inlinecount') === 'allpages' ? { __count: String(found.length) } : {};
  const link = start + PAGE < found.length ? { __next: `${baseUrl}${type}?${next.toString()}` } : {};
  return { body: { d: { ...count, results: pageFrom(found, start), ...link } } };
}

function one(rows: readonly Row[], key: string): Reply {
  const row = rows.find((each) => Object.values(each)[0] === key);
  return row === undefined
    ? failure(404, '/IWBEP/CM_MGW_RT/020', `Resource not found for '${key}'`)
    : { body: { d: row } };
}

function filteredBy(rows: readonly Row[], filter: string | null): readonly Row[] | undefined {
  if (filter === null) return rows;
  const [, field = '', operator, , text = ''] = /^(\w+) (eq|ge) (datetimeoffset)?'(.*)'$/.exec(filter) ?? [];
  const wanted = text.replaceAll("''", "'");
  if (operator === 'eq') return rows.filter((row) => row[field] === wanted);
  if (operator !== 'ge' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(wanted)) return undefined;
  return rows.filter((row) => Number(/\d+/.exec(String(row[field]))?.[0]) >= Date.parse(wanted));
}

function written(books: Books, { method, path, headers, body }: Call): Reply {
  const sent = body as Record<string, unknown>;
  if (method === 'POST' && path === 'A_Customer')
    return customerWritten(books, sent as Record<string, string>);
  if (method === 'POST' && path === 'A_SalesOrder') return orderWritten(books, sent);
  const kept = books.orders.find(({ id }) => path === `A_SalesOrder('${id}')`);
  if (method !== 'PATCH' || kept === undefined) return failure(404, '/IWBEP/CM_MGW_RT/020', `No ${path}`);
  return unblocked(kept, headers['if-match']);
}

function unblocked(kept: Order, version: string | undefined): Reply {
  if (version === undefined) return failure(428, '/IWBEP/CM_MGW_RT/021', 'The request needs a condition');
  if (version !== `W/"${kept.version}"`) return failure(412, '/IWBEP/CM_MGW_RT/022', 'Precondition failed');
  kept.isReleased = true;
  kept.version += 1;
  return { status: 204, wrote: true };
}

function customerWritten(
  books: Books,
  { CustomerFullName, TaxNumber, Country, SearchTerm }: Record<string, string>,
): Reply {
  const given = {
    name: CustomerFullName ?? '',
    vatId: TaxNumber ?? null,
    country: Country ?? '',
    reference: SearchTerm ?? null,
  };
  return { status: 201, wrote: true, body: { d: customer(newCustomer(books, given)) } };
}

interface SentOrder {
  readonly SoldToParty: string;
  readonly PurchaseOrderByCustomer: string;
  readonly to_Item: readonly Record<string, unknown>[];
}

function orderWritten(books: Books, sent: Record<string, unknown>): Reply {
  const { SoldToParty, PurchaseOrderByCustomer, to_Item: items } = sent as unknown as SentOrder;
  if (!books.customers.some(({ id }) => String(id) === SoldToParty))
    return failure(400, 'V1/331', `Sold-to party ${SoldToParty} is not known`);
  if (
    items.some(
      ({ RequestedQuantity, NetAmount }) =>
        typeof RequestedQuantity !== 'string' || typeof NetAmount !== 'string',
    )
  )
    return failure(400, '005056A509B11EE1B9A8FEC11C21D78E', 'Edm.Decimal is a text');
  const lines = items.map(
    ({ Material, SalesOrderItemText, RequestedQuantity, NetPriceAmount, NetAmount }) => ({
      ...{ product: String(Material), text: String(SalesOrderItemText), quantity: String(RequestedQuantity) },
      ...{ price: String(NetPriceAmount), net: String(NetAmount) },
    }),
  );
  const made = newOrder(books, { customer: Number(SoldToParty), reference: PurchaseOrderByCustomer, lines });
  return { status: 201, wrote: true, body: { d: order(made) } };
}
