import { newCustomer, newOrder, type Books } from './books.ts';
import type { Mechanism } from './mechanism.ts';
import { PAGE, pageFrom } from './pages.ts';
import type { Api, Call, Reply } from './served-erp.ts';
import { order, partner, rowsOf, type Row } from './session-erp-records.ts';

export interface SessionState {
  readonly sessions: Set<string>;
  logins: number;
}

const secrets = { user: 'orderseam', password: 'correct horse battery' };

export const sessionLogin = (state: SessionState = { sessions: new Set(), logins: 0 }): Mechanism => ({
  connector: 'session-login',
  api: (books) => sessionErp(books, state),
  endSessions: () => state.sessions.clear(),
  secrets,
  settings: { companyDatabase: 'LIVE_AT', timeZone: 'Europe/Vienna' },
  wrong: { secrets: { user: 'orderseam', password: 'wrong horse battery' }, member: 'password' },
  resources: { debtor: 'BusinessPartners', invoices: ['Invoices', 'CreditNotes'] },
});

const failure = (status: number, code: number, value: string): Reply => ({
  status,
  body: { error: { code, message: { lang: 'en-us', value } } },
});

/** A service layer: a login opens a session and a route, both in cookies; what it does not know in a body it refuses. */
function sessionErp(books: Books, state: SessionState): Api {
  return (call) => {
    if (call.path === 'Login') return login(state, call);
    const cookies = new Map(
      (call.headers['cookie'] ?? '').split('; ').map((pair) => pair.split('=') as [string, string]),
    );
    const isOpen = state.sessions.has(cookies.get('B1SESSION') ?? '') && cookies.get('ROUTEID') === '.node1';
    if (!isOpen) return failure(401, 301, 'Invalid session or session already timeout.');
    const [, type = '', key] = /^(\w+)(?:\(([^)]*)\))?$/.exec(call.path) ?? [];
    if (call.method === 'POST') return written(books, type, call.body as Record<string, unknown>);
    const rows = rowsOf(books)[type];
    if (rows === undefined) return failure(404, -2000, `Resource not found for the segment '${type}'.`);
    return key === undefined ? listed(rows, type, call) : one(rows, key.replaceAll("'", ''));
  };
}

function login(state: SessionState, { body }: Call): Reply {
  const { CompanyDB, UserName, Password } = body as Record<string, unknown>;
  if (CompanyDB !== 'LIVE_AT' || UserName !== secrets.user || Password !== secrets.password)
    return failure(401, 100000027, `Login failed for ${String(UserName)} with ${String(Password)}`);
  state.logins += 1;
  const session = `7f0e9c1a-0000-4000-8000-${String(state.logins).padStart(12, '0')}`;
  state.sessions.add(session);
  const cookies = [
    `B1SESSION=${session}; path=/api; HttpOnly; Expires=Wed, 01 Apr 2026 08:30:00 GMT`,
    'ROUTEID=.node1; path=/api',
  ];
  return { body: { SessionId: session, SessionTimeout: 30 }, headers: { 'set-cookie': cookies } };
}

function one(rows: readonly Row[], key: string): Reply {
  const row = rows.find((each) => String(each['DocEntry'] ?? each['CardCode']) === key);
  return row === undefined ? failure(404, -2028, 'No matching records found (ODBC -2028)') : { body: row };
}

/** Pages have the size that the header asks for, up to a limit of its own; the next link is relative. */
function listed(rows: readonly Row[], type: string, { query, headers }: Call): Reply {
  const wanted = Number(/maxpagesize=(\d+)/.exec(headers['prefer'] ?? '')?.[1] ?? '20');
  const found = filteredBy(rows, query.get('$filter'));
  if (found === undefined) return failure(400, -1, 'Query string error');
  const start = Number(query.get('$skip') ?? '0');
  const next = new URLSearchParams({ ...Object.fromEntries(query), $skip: String(start + PAGE) });
  const count = query.get('$inlinecount') === 'allpages' ? { 'odata.count': String(found.length) } : {};
  const link = start + PAGE < found.length ? { 'odata.nextLink': `${type}?${next.toString()}` } : {};
  return { body: { ...count, value: pageFrom(found, start).slice(0, wanted), ...link } };
}

/** Terms joined by "and"; a quote inside a text is doubled. */
function filteredBy(rows: readonly Row[], filter: string | null): readonly Row[] | undefined {
  if (filter === null) return rows;
  const terms = filter
    .split(/ and (?=(?:[^']*'[^']*')*[^']*$)/)
    .map((term) => /^(\w+) (eq|ge) '(.*)'$/.exec(term));
  if (terms.some((term) => term === null || /(^|[^'])'([^']|$)/.test(term[3] ?? ''))) return undefined;
  return rows.filter((row) =>
    terms.every((term) => {
      const [value, wanted] = [String(row[term?.[1] ?? '']), (term?.[3] ?? '').replaceAll("''", "'")];
      return term?.[2] === 'eq' ? value === wanted : value.slice(0, 10) >= wanted;
    }),
  );
}

const known: Record<string, readonly string[]> = {
  BusinessPartners: ['CardName', 'CardType', 'FederalTaxID', 'Country', 'U_OrderseamRef', 'Series'],
  Orders: ['CardCode', 'NumAtCard', 'DocDate', 'DocDueDate', 'DocumentLines', 'DocumentSpecialLines'],
};

function written(books: Books, type: string, sent: Record<string, unknown>): Reply {
  const unknown = Object.keys(sent).find((name) => !known[type]?.includes(name));
  if (unknown !== undefined) return failure(400, -1000, `Property '${unknown}' of '${type}' is invalid`);
  return type === 'Orders'
    ? orderWritten(books, sent)
    : partnerWritten(books, sent as Record<string, string>);
}

function partnerWritten(
  books: Books,
  { CardName, FederalTaxID, Country, U_OrderseamRef }: Record<string, string>,
): Reply {
  const given = {
    name: CardName ?? '',
    vatId: FederalTaxID ?? null,
    country: Country ?? '',
    reference: U_OrderseamRef ?? null,
  };
  return { status: 201, wrote: true, body: partner(newCustomer(books, given)) };
}

interface SentLine {
  readonly ItemCode: string;
  readonly ItemDescription: string;
  readonly Quantity: unknown;
  readonly UnitPrice: unknown;
}

function orderWritten(books: Books, sent: Record<string, unknown>): Reply {
  const { CardCode, NumAtCard, DocumentLines } = sent as {
    CardCode: string;
    NumAtCard: string;
    DocumentLines: SentLine[];
  };
  if (!books.customers.some(({ id }) => String(id) === CardCode))
    return failure(400, -10, `Invalid BP code '${CardCode}'`);
  if (
    DocumentLines.some(
      ({ Quantity, UnitPrice }) => typeof Quantity !== 'number' || typeof UnitPrice !== 'number',
    )
  )
    return failure(400, -1, 'Quantity and UnitPrice are of type Edm.Double');
  const lines = DocumentLines.map(({ ItemCode, ItemDescription, Quantity, UnitPrice }) => ({
    ...{ product: ItemCode, text: ItemDescription, quantity: String(Quantity), price: String(UnitPrice) },
    net: String(Math.round(Number(Quantity) * Number(UnitPrice) * 100) / 100),
  }));
  const made = newOrder(books, { customer: Number(CardCode), reference: NumAtCard, lines });
  return { status: 201, wrote: true, body: order(made) };
}
