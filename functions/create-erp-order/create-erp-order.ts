import { OrderRejectedError } from '../../domain/errors.ts';
import type { ErpOrder } from '../../domain/hand-over/erp-order.ts';
import { referenceOf } from '../../domain/ledger/reference.ts';
import { compareErpOrder } from '../../domain/orders/check-parity.ts';
import { toErpOrder } from '../../domain/orders/to-erp-order.ts';
import type { Order } from '../../domain/records/order.ts';
import { orderEffect } from '../shared/hand-over/effects.ts';
import type { TransferPorts } from '../shared/hand-over/ports.ts';
import { transfer } from '../shared/hand-over/transfer.ts';
import { orderKey } from '../shared/orders/hand-over-keys.ts';
import { linesForErp, readContext, releaseOf } from '../shared/orders/order-context.ts';
import type { ContextPorts, SoldProducts } from '../shared/orders/order-ports.ts';
import type { OrderStep, StepOutcome } from '../shared/orders/order-step.ts';
import { rejectedAsParked } from '../shared/orders/rejected-as-parked.ts';

type CreatePorts = ContextPorts & TransferPorts & SoldProducts;

/** One safe step towards the order in the ERP (O-8). Without lines for the ERP there is nothing to create. */
export const createErpOrder = (ports: CreatePorts, step: OrderStep): Promise<StepOutcome> =>
  rejectedAsParked(ports.now, async () => {
    const { order, connection, writer } = await readContext(ports, step);
    const lines = linesForErp(order);
    if (lines.length === 0) return { outcome: 'confirmed' };
    const key = orderKey(order.orderId);
    const payload = await erpOrderOf(ports, order, referenceOf(order.company, key, ports.sha256));
    return transfer(
      {
        ...{ company: order.company, key, connectionId: connection.connectionId, payload },
        units: lines.map(({ lineId, netAfterDiscount }) => ({
          unit: `${order.orderId}/${lineId}`,
          net: netAfterDiscount,
        })),
        ...{ currency: order.currency, net: order.totals.net },
        ...{ released: releaseOf(order), actor: step.actor },
      },
      orderEffect(writer, compareErpOrder),
      ports,
    );
  });

async function erpOrderOf(ports: CreatePorts, order: Order, reference: string): Promise<ErpOrder> {
  if (!order.debtor)
    throw new OrderRejectedError('debtor-missing', 'The order has no debtor yet. Release the order again.');
  const ids = order.lines.flatMap(({ productId }) => productId ?? []);
  const products = await ports.products.get(order.company, [...new Set(ids)]);
  return toErpOrder(order, { debtor: order.debtor, products, reference });
}
