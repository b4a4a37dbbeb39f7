import { getAccount } from '../store/accounts.ts';
import { getCompanySettings } from '../store/company-settings.ts';
import { getDebtor } from '../store/debtors.ts';
import type { Ledger } from '../store/ledger/ledger.ts';
import { readLedgerState } from '../store/ledger/read.ts';
import { listLinkedDebtorIds } from '../store/links.ts';
import { getOrder, updateOrder } from '../store/orders.ts';
import { getProduct } from '../store/products.ts';
import type { Store } from '../store/store.ts';
import type { LinkedDebtors, OrderRecords, SoldProducts } from './order-ports.ts';

export const orderRecords = (store: Store, ledger: Ledger): OrderRecords => ({
  orders: {
    get: (company, orderId) => getOrder(store, company, orderId),
    save: (order) => updateOrder(store, order),
  },
  accounts: { get: (company, accountId) => getAccount(store, company, accountId) },
  settings: { of: (company) => getCompanySettings(store, company) },
  ledger: { read: (company, key) => readLedgerState(ledger, company, key) },
  now: Date.now,
});

export const soldProducts = (store: Store): SoldProducts => ({
  products: { get: (company, productIds) => present(productIds, (id) => getProduct(store, company, id)) },
});

export const linkedDebtors = (store: Store): LinkedDebtors => ({
  debtors: {
    linkedTo: async (company, accountId) =>
      present(await listLinkedDebtorIds(store, company, accountId), (id) => getDebtor(store, company, id)),
  },
});

const AT_ONCE = 25;

/** Those that exist, in the order of their ids. */
async function present<Held>(
  ids: readonly string[],
  get: (id: string) => Promise<Held | undefined>,
): Promise<Held[]> {
  const found: Held[] = [];
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    const some = await Promise.all(ids.slice(start, start + AT_ONCE).map(get));
    found.push(...some.filter((held) => held !== undefined));
  }
  return found;
}
