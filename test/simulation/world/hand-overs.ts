import type { DebtorOrder, ErpOrder } from '../../../domain/hand-over/erp-order.ts';
import { referenceOf } from '../../../domain/ledger/reference.ts';
import { COMPANY } from './scene.ts';
import type { HandOver } from '../../../functions/shared/hand-over/ports.ts';
import { sha256 } from '../../../functions/shared/store/ledger/sha256.ts';
import type { Order } from '../../../domain/records/order.ts';

const common = (order: Order) => ({
  company: COMPANY,
  connectionId: 'demo-erp',
  released: { by: 'anna', at: order.releasedAt ?? '' },
  actor: 'run',
});

const references = new Map<string, string>();

const reference = (key: string): string => {
  const known = references.get(key) ?? referenceOf(COMPANY, key, sha256);
  references.set(key, known);
  return known;
};

export const referenceFor = (orderId: string): string => reference(`order/${orderId}`);

/** All orders are of one account. */
export function debtorHandOver(
  order: Order,
  { key, vatId }: { key: string; vatId: string | undefined },
): HandOver<DebtorOrder> {
  const payload = {
    reference: reference(key),
    accountId: 'acc_0001',
    name: 'Muster GmbH',
    currency: 'EUR',
    vatId,
  };
  return { ...common(order), key, payload, units: [] };
}

export function orderHandOver(order: Order, debtorExternalId: string): HandOver<ErpOrder> {
  const { orderId, lines, totals } = order;
  const { net } = totals;
  const text = lines[0]?.description ?? '';
  const line = {
    ...{
      lineId: 'line-1',
      reference: `${orderId}/1`,
      description: text,
      quantity: '1',
      unitPrice: net,
      priceUnit: '1',
    },
    ...{
      discountPercent: '0',
      discountAmount: '0.00',
      net,
      vat: { category: 'standard' as const, rate: '20' },
    },
  };
  const payload: ErpOrder = {
    ...{
      reference: referenceFor(orderId),
      orderId,
      orderNumber: orderId,
      debtorExternalId,
      orderDate: '2026-01-31',
    },
    ...{ currency: 'EUR', lines: [line], totals: { net, tax: '20.00', gross: '120.00' } },
  };
  const units = [{ unit: `${orderId}/line-1`, net }];
  return { ...common(order), key: `order/${orderId}`, payload, units, currency: 'EUR', net };
}
