/**
 * The only key strings of the application. Every partition starts with the company; the exceptions are the
 * connection directory, which is what yields the company of a webhook path, and the list of all connections for the scheduler.
 * Sort keys that hold text of people are cut: an index key may have 1,024 bytes.
 */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

export interface IndexKey {
  readonly partition: string;
  readonly sort: string;
}

const RECORD = 'record';

export const keys = {
  record: (company: string, recordId: string): Key => ({ pk: `${company}#${recordId}`, sk: RECORD }),
  chunk: (company: string, recordId: string, chunk: { set: string; index: number }): Key => ({
    pk: `${company}#${recordId}`,
    sk: `${chunkPrefix(chunk.set)}${String(chunk.index).padStart(4, '0')}`,
  }),
  connection: (connectionId: string): Key => ({ pk: `connection#${connectionId}`, sk: RECORD }),
  /** Limits of an ERP are those of who logs in. */
  erpBudget: (credential: string): Key => ({ pk: `credential#${credential}`, sk: 'budget' }),
  firstLoad: (connectionId: string, firstLoadId: string): Key => ({
    pk: `connection#${connectionId}`,
    sk: `first-load#${firstLoadId}`,
  }),
  connectionProgress: (connectionId: string): Key => ({ pk: `connection#${connectionId}`, sk: 'progress' }),
  heardWebhook: (connectionId: string): Key => ({ pk: `connection#${connectionId}`, sk: 'heard' }),
  /** `kind` and `value` are what two records may have in common; the owner is the record that has it (D-3). */
  matchKey: (company: string, match: { kind: string; value: string }, ownerId: string): Key => ({
    pk: matchPartition(company, match),
    sk: ownerId,
  }),
  matchKeysOf: (company: string, ownerId: string): Key => ({ pk: `${company}#match-keys`, sk: ownerId }),
  link: (company: string, debtorId: string): Key => ({ pk: `${company}#link#${debtorId}`, sk: 'account' }),
  linkedDebtor: (company: string, accountId: string, debtorId: string): Key => ({
    pk: linkedDebtorsPartition(company, accountId),
    sk: debtorId,
  }),
  mergedDebtor: (company: string, survivorId: string, debtorId: string): Key => ({
    pk: mergedDebtorsPartition(company, survivorId),
    sk: debtorId,
  }),
  /** An invoice that names an order of ours (I-7). */
  orderInvoice: (company: string, orderId: string, invoiceId: string): Key => ({
    pk: orderInvoicesPartition(company, orderId),
    sk: invoiceId,
  }),
  number: (company: string, entity: string, numbered: { number: string; recordId: string }): Key => ({
    pk: numberPartition(company, entity),
    sk: `${sortable(numbered.number)}#${numbered.recordId}`,
  }),
  /** One per company, beside its records. */
  companySettings: (company: string): Key => ({ pk: `${company}#settings`, sk: RECORD }),
  /** How far a number series has counted; allocated with the record that bears the number. */
  numberSeries: (company: string, series: string): Key => ({ pk: `${company}#series#${series}`, sk: RECORD }),
  /** A request of the Admin API with an Idempotency-Key, kept for a day. */
  request: (company: string, key: string): Key => ({ pk: `${company}#request#${key}`, sk: RECORD }),
  delivery: (company: string, deliveryId: string): Key => ({
    pk: deliveryPartition(company, dayOf(deliveryId)),
    sk: deliveryId,
  }),
};

export const CHUNKS = 'chunk#';
export const chunkPrefix = (set: string): string => `${CHUNKS}${set}#`;
/** A set of pieces is named `version-digest`. */
export const chunkSetVersion = (sk: string): number => Number.parseInt(sk.slice(CHUNKS.length), 10);
export const matchPartition = (company: string, match: { kind: string; value: string }): string =>
  `${company}#match#${match.kind}#${match.value}`;
export const linkedDebtorsPartition = (company: string, accountId: string): string =>
  `${company}#linked#${accountId}`;
export const mergedDebtorsPartition = (company: string, survivorId: string): string =>
  `${company}#merged#${survivorId}`;
export const orderInvoicesPartition = (company: string, orderId: string): string =>
  `${company}#order-invoice#${orderId}`;
export const numberPartition = (company: string, entity: string): string => `${company}#number#${entity}`;
export const deliveryPartition = (company: string, day: string): string => `${company}#${day}`;
export const parkedPartition = (company: string): string => `${company}#parked`;

/** Partitions of the two indexes of the crm table: gsi1 lists a company's records, gsi2 what belongs to one record. */
export const indexes = {
  byName: (company: string, kind: 'account' | 'contact' | 'debtor' | 'product' | 'connection'): string =>
    `${company}#${kind}`,
  invoices: (company: string): string => `${company}#invoice`,
  /** Orders as the ERP has them. */
  erpOrders: (company: string): string => `${company}#erp-order`,
  couplings: (company: string, state: string): string => `${company}#coupling#${state}`,
  /** Opportunities by stage, quotes and orders by state. */
  inState: (company: string, kind: 'opportunity' | 'quote' | 'order', state: string): string =>
    `${company}#${kind}#${state}`,
  agreements: (company: string): string => `${company}#agreement`,
  projects: (company: string): string => `${company}#project`,
  priceAgreements: (company: string): string => `${company}#price-agreement`,
  /** What is agreed with one account, or for all of a price group. */
  pricesOfAccount: (company: string, accountId: string): string => `${company}#prices#${accountId}`,
  pricesOfGroup: (company: string, priceGroup: string): string =>
    `${company}#prices#group#${sortable(priceGroup)}`,
  ofAccount: (company: string, accountId: string): string => `${company}#${accountId}`,
  ofDebtor: (company: string, debtorId: string): string => `${company}#${debtorId}`,
  /** Invoices of sources that name their debtor by number only. */
  ofDebtorNumber: (company: string, debtor: { connectionId: string; number: string }): string =>
    `${company}#debtor-number#${debtor.connectionId}#${debtor.number}`,
  allConnections: 'connections',
  allCompanies: 'companies',
};

/** Sort keys of the indexes. `sortable` lowers and cuts text; ids at the end make the key unique. */
export const sorts = {
  byName: (name: string, id: string): string => `${sortable(name)}#${id}`,
  contactOfAccount: (name: string, id: string): string => `contact#${sortable(name)}#${id}`,
  debtorOfAccount: (number: string, id: string): string => `debtor#${sortable(number)}#${id}`,
  byDate: (date: string, id: string): string => `${date}#${id}`,
  /** Documents of the sale at their account, by kind and date. */
  documentOfAccount: (kind: AccountDocument, date: string, id: string): string =>
    `${documentOfAccountPrefix(kind)}${date}#${id}`,
  mergedAccount: (accountId: string): string => `${MERGED_ACCOUNT}${accountId}`,
  /** Best score first. */
  byScore: (score: number, id: string): string => `${String(100 - score).padStart(3, '0')}#${id}`,
};

export type AccountDocument = 'opportunity' | 'quote' | 'order' | 'agreement' | 'project';
export const documentOfAccountPrefix = (kind: AccountDocument): string => `${kind}#`;
export const MERGED_ACCOUNT = 'merged#';

export const sortable = (text: string): string => text.trim().toLowerCase().slice(0, 200);

/** A UUIDv7 starts with its milliseconds; the day of a delivery needs no look-up. */
export const dayOf = (deliveryId: string): string => instantOf(deliveryId).slice(0, 10);
export const instantOf = (deliveryId: string): string =>
  new Date(Number.parseInt(deliveryId.replace('-', '').slice(0, 12), 16)).toISOString();
