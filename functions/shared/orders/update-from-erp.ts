import { ConcurrentChangeError } from '../../../domain/errors.ts';
import { isCounted } from '../../../domain/invoices/is-counted.ts';
import { statusOfErpOrder } from '../../../domain/orders/status-of-erp-order.ts';
import { followErpStatus } from '../../../domain/orders/order-states.ts';
import type { ErpOrderRecord } from '../../../domain/records/erp-order.ts';
import type { Order } from '../../../domain/records/order.ts';
import { recordIdOf } from '../store/record-ids.ts';
import type { FollowPorts } from './follow-ports.ts';

const MOST_ROUNDS = 5;

/** Reads, decides, and saves if nobody else did meanwhile; whoever lost decides again. */
export async function updateOrderFromErp(
  ports: FollowPorts,
  company: string,
  orderId: string,
): Promise<void> {
  for (let round = 1; ; round += 1) {
    try {
      return await updateOnce(ports, company, orderId);
    } catch (error) {
      if (!(error instanceof ConcurrentChangeError) || round === MOST_ROUNDS) throw error;
    }
  }
}

async function updateOnce(ports: FollowPorts, company: string, orderId: string): Promise<void> {
  const order = await ports.orders.get(company, orderId);
  const known = order && (await inErp(ports, order));
  if (!known) return;
  const isBilled = known.deletedAt !== undefined && (await hasInvoice(ports, order));
  const at = new Date(ports.now()).toISOString();
  const status = statusOfErpOrder(known, isBilled);
  const next = status && followErpStatus(order, { ...status, at });
  if (next && next !== order) await ports.orders.save({ ...next, updatedAt: at, version: order.version + 1 });
}

/** The very document that the hand-over created: a copy that a clerk made of it may carry our reference, too. */
function inErp(ports: FollowPorts, { company, erp }: Order): Promise<ErpOrderRecord | undefined> | undefined {
  return erp && ports.erpOrders.get(company, recordIdOf({ ...erp, entity: 'order' }));
}

async function hasInvoice(ports: FollowPorts, { company, orderId }: Order): Promise<boolean> {
  const invoiceIds = await ports.invoices.ofOrder(company, orderId);
  const invoices = await Promise.all(invoiceIds.map((invoiceId) => ports.invoices.get(company, invoiceId)));
  return invoices.some((invoice) => {
    const { deletedAt, canonical } = invoice ?? {};
    return deletedAt === undefined && canonical?.kind === 'invoice' && isCounted(canonical);
  });
}
