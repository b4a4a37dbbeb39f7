import type { LedgerKey } from '../../domain/ledger/ledger-event.ts';
import type { Order } from '../../domain/records/order.ts';
import { debtorKey } from '../shared/orders/hand-over-keys.ts';
import type { OrderRecords } from '../shared/orders/order-ports.ts';

/** Every debtor that may be coming into being for this order: of its account and of those it was merged into. */
export async function debtorKeysOf(ports: OrderRecords, order: Order): Promise<LedgerKey[]> {
  const settings = await ports.settings.of(order.company);
  if (!settings || settings.ordersTo === 'no-erp') return [];
  const connection = settings.ordersTo;
  const accounts = await accountsOf(ports, order);
  return accounts.map((accountId) => debtorKey({ account: { accountId }, connection }));
}

async function accountsOf(ports: OrderRecords, { company, accountId }: Order): Promise<string[]> {
  const ids = [accountId];
  for (const id of ids) {
    const survivor = (await ports.accounts.get(company, id))?.mergedInto;
    if (survivor !== undefined && !ids.includes(survivor)) ids.push(survivor);
  }
  return ids;
}
