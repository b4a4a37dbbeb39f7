import type { DebtorRecord } from '../../domain/records/debtor.ts';
import type { Order } from '../../domain/records/order.ts';
import { chooseDebtor } from '../shared/orders/choose-debtor.ts';
import { orderKey } from '../shared/orders/hand-over-keys.ts';
import { readContext, requireOrder, type OrderContext } from '../shared/orders/order-context.ts';
import type {
  ContextPorts,
  LinkedDebtors,
  OrderRecords,
  SoldProducts,
} from '../shared/orders/order-ports.ts';
import { parkedStep, type OrderStep, type ParkedStep } from '../shared/orders/order-step.ts';
import { rejectedAsParked } from '../shared/orders/rejected-as-parked.ts';
import { isUnderWay } from '../../domain/orders/order-states.ts';
import { whyProductsRefuse } from '../../domain/orders/why-products-refuse.ts';

type ValidatePorts = ContextPorts & SoldProducts & LinkedDebtors;

export type Validated =
  | { readonly outcome: 'done' | 'ready' | 'without-erp' }
  | { readonly outcome: 'wait'; readonly until: string }
  | ParkedStep;

/**
 * Says what has to be done with a released order. What was sent already goes on without questions: it may stand in the ERP, and only finding
 * out helps.
 */
export async function validateOrder(ports: ValidatePorts, step: OrderStep): Promise<Validated> {
  const order = await requireOrder(ports, step);
  if (!isUnderWay(order.state)) return { outcome: 'done' };
  const settings = await ports.settings.of(step.company);
  if (settings?.ordersTo === 'no-erp') return begin(ports, order, 'without-erp');
  const refusal = (await wasSent(ports, order)) ? undefined : await whyNot(ports, step);
  return refusal ?? begin(ports, order, 'ready');
}

async function wasSent(ports: OrderRecords, { company, orderId }: Order): Promise<boolean> {
  const known = await ports.ledger.read(company, orderKey(orderId));
  return known !== undefined && ['sending', 'unknown', 'confirmed'].includes(known.status);
}

const whyNot = (
  ports: ValidatePorts,
  step: OrderStep,
): Promise<Exclude<Validated, { outcome: 'ready' }> | undefined> =>
  rejectedAsParked(ports.now, async () => {
    const context = await readContext(ports, step);
    const debtor = await chooseDebtor(ports, context);
    return blockedDebtor(debtor) ?? (await refusedProducts(ports, context));
  });

/** D-4: the reason names the debtor. */
function blockedDebtor(debtor: DebtorRecord | undefined): ParkedStep | undefined {
  const block = debtor?.canonical.block ?? 'none';
  if (block !== 'order' && block !== 'all') return undefined;
  const number = debtor?.canonical.number ?? debtor?.externalId;
  return parkedStep({
    code: 'debtor-blocked',
    reason: `Debtor ${number} is blocked; unblock it in the ERP, then release the order again.`,
  });
}

async function refusedProducts(
  ports: SoldProducts,
  { order }: OrderContext,
): Promise<ParkedStep | undefined> {
  const ids = order.lines.flatMap(({ destination, productId }) =>
    destination === 'erp' && productId !== undefined ? [productId] : [],
  );
  const products = await ports.products.get(order.company, [...new Set(ids)]);
  const refusal = whyProductsRefuse(order, products);
  return refusal && parkedStep(refusal);
}

async function begin(
  ports: OrderRecords,
  order: Order,
  outcome: 'ready' | 'without-erp',
): Promise<Validated> {
  if (order.state === 'released') {
    const updatedAt = new Date(ports.now()).toISOString();
    await ports.orders.save({ ...order, state: 'handing-over', updatedAt, version: order.version + 1 });
  }
  return { outcome };
}
