import type { Account } from '../../../domain/records/account.ts';
import type { CompanySettings } from '../../../domain/records/company-settings.ts';
import type { Connection } from '../../../domain/records/connection.ts';
import type { Order, OrderLine } from '../../../domain/records/order.ts';
import { isUnderWay } from '../../../domain/orders/order-states.ts';
import { OrderRejectedError } from '../../../domain/errors.ts';
import type { ErpWriter } from '../erp/outbound/erp-writer.ts';
import type { Release } from '../hand-over/ports.ts';
import type { ContextPorts, OrderRecords } from './order-ports.ts';
import type { OrderStep } from './order-step.ts';

/** Everything a step towards the ERP works with. */
export interface OrderContext {
  readonly order: Order;
  /** The account that ordered, or the one it was merged into since. */
  readonly account: Account;
  readonly settings: CompanySettings;
  readonly connection: Connection;
  readonly writer: ErpWriter;
}

/** An order that does not exist was never released: a bug, loudly. */
export async function requireOrder(ports: OrderRecords, { company, orderId }: OrderStep): Promise<Order> {
  const order = await ports.orders.get(company, orderId);
  if (!order) throw new Error(`There is no order ${orderId} of ${company}.`);
  return order;
}

/**
 * Throws an OrderRejectedError, in a sentence for the person who can mend it. A run that slept while its order was parked or cancelled is stopped
 * here too; the ledger stops what slips through.
 */
export async function readContext(ports: ContextPorts, step: OrderStep): Promise<OrderContext> {
  const order = await requireOrder(ports, step);
  if (!isUnderWay(order.state))
    throw new OrderRejectedError('not-under-way', `The order is ${order.state}; nothing is handed over.`);
  const [account, settings] = await Promise.all([
    requireAccount(ports, order.company, order.accountId),
    requireSettings(ports, order.company),
  ]);
  const connection = await requireConnection(ports, settings);
  return { order, account, settings, connection, writer: await requireWriter(ports, connection) };
}

/** Merges are never chained far, and never in a circle: a signpost always names an account that was open. */
async function requireAccount(ports: OrderRecords, company: string, accountId: string): Promise<Account> {
  const account = await ports.accounts.get(company, accountId);
  if (!account)
    throw new OrderRejectedError('account-missing', `The account ${accountId} does not exist any more.`);
  return account.mergedInto === undefined ? account : requireAccount(ports, company, account.mergedInto);
}

type WithErp = CompanySettings & { readonly ordersTo: { readonly connectionId: string } };

async function requireSettings(ports: OrderRecords, company: string): Promise<WithErp> {
  const settings = await ports.settings.of(company);
  if (settings && settings.ordersTo !== 'no-erp') return { ...settings, ordersTo: settings.ordersTo };
  throw new OrderRejectedError(
    'no-erp',
    'The company settings name no ERP that takes orders. Enter the connection there, then release the order.',
  );
}

async function requireConnection(ports: ContextPorts, { company, ordersTo }: WithErp): Promise<Connection> {
  const { connectionId } = ordersTo;
  const connection = await ports.connections.find(connectionId);
  if (connection?.company !== company)
    throw new OrderRejectedError(
      'connection-missing',
      `The company settings name the connection ${connectionId}, which does not exist. Correct them, then release the order.`,
    );
  if (connection.state === 'active') return connection;
  throw new OrderRejectedError(
    'connection-paused',
    `The connection ${connectionId} is paused. Resume it, then release the order.`,
  );
}

async function requireWriter(ports: ContextPorts, connection: Connection): Promise<ErpWriter> {
  const writer = await ports.writers.of(connection);
  if (writer) return writer;
  throw new OrderRejectedError(
    'connection-only-reads',
    `Orders cannot be created through the connection ${connection.connectionId}: it has no address, or its connector ${connection.connector} does not say how. Mend it or choose another in the company settings, then release the order.`,
  );
}

/** A person's word that the order may go: only what stopped before it is tried again. */
export function releaseOf({ orderId, releasedBy, releasedAt }: Order): Release {
  if (releasedBy === undefined || releasedAt === undefined)
    throw new Error(`Nobody released order ${orderId}.`);
  return { by: releasedBy, at: releasedAt };
}

export const linesForErp = ({ lines }: Order): OrderLine[] =>
  lines.filter(({ destination }) => destination === 'erp');
