import type { LedgerKey } from '../../../domain/ledger/ledger-event.ts';
import type { LedgerState } from '../../../domain/ledger/ledger-state.ts';
import type { Order } from '../../../domain/records/order.ts';
import { notFound } from '../../shared/http/problem.ts';
import { debtorKey, orderKey } from '../../shared/orders/hand-over-keys.ts';
import { getCompanySettings } from '../../shared/store/company-settings.ts';
import { readLedgerState } from '../../shared/store/ledger/read.ts';
import { getOrder } from '../../shared/store/orders.ts';
import { survivorAccount } from '../accounts/survivor-account.ts';
import type { AdminPorts } from '../ports.ts';

export interface OrderAddress {
  readonly company: string;
  readonly orderId: string;
}

export interface HandOverState {
  readonly order?: LedgerState;
  readonly debtor?: LedgerState;
}

export async function requireOrder(
  { store }: Pick<AdminPorts, 'store'>,
  { company, orderId }: OrderAddress,
): Promise<Order> {
  const order = await getOrder(store, company, orderId);
  if (!order) throw notFound(`order ${orderId}`);
  return order;
}

/** How the ledger stands of an order and of its debtor; empty before the first attempt. */
export async function readHandOver(ports: AdminPorts, order: Order): Promise<HandOverState> {
  const { company, orderId } = order;
  const read = (key: LedgerKey) => readLedgerState(ports.ledger, company, key);
  const key = await debtorKeyOf(ports, order);
  const [ofOrder, ofDebtor] = await Promise.all([read(orderKey(orderId)), key && read(key)]);
  return { ...(ofOrder && { order: ofOrder }), ...(ofDebtor && { debtor: ofDebtor }) };
}

async function debtorKeyOf(
  { store }: AdminPorts,
  { company, accountId, debtor }: Order,
): Promise<LedgerKey | undefined> {
  const [account, settings] = await Promise.all([
    survivorAccount(store, company, accountId),
    getCompanySettings(store, company),
  ]);
  const ordersTo = settings?.ordersTo === 'no-erp' ? undefined : settings?.ordersTo;
  const connectionId = debtor?.connectionId ?? ordersTo?.connectionId;
  return connectionId === undefined ? undefined : debtorKey({ account, connection: { connectionId } });
}
