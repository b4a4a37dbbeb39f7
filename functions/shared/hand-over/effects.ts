import type { DebtorOrder, ErpOrder } from '../../../domain/hand-over/erp-order.ts';
import type { ErpOrderState, ErpWriter } from '../erp/outbound/erp-writer.ts';
import type { Effect } from './ports.ts';

/** What the ERP made of an order, against what we would have created: a sentence per difference (O-7). */
export type CompareOrder = (order: ErpOrder, state: ErpOrderState) => readonly string[];

export const orderEffect = (writer: ErpWriter, compare: CompareOrder): Effect<ErpOrder> => ({
  rules: writer.rules,
  find: ({ reference }) => writer.findOrder(reference),
  write: (order, right) => writer.createOrder(order, right),
  complete: (order, externalId, right) => writer.completeOrder(order, externalId, right),
  differences: async (order, externalId) => {
    const state = await writer.readOrder(externalId);
    return state ? compare(order, state) : ['It is gone again.'];
  },
});

/** A debtor of the account may exist since long before us: there is nothing to compare, its own data are the ERP's (D-1). */
export const debtorEffect = (writer: ErpWriter): Effect<DebtorOrder> => ({
  rules: writer.rules,
  find: (search) => writer.findDebtor(search),
  write: (debtor, right) => writer.createDebtor(debtor, right),
  complete: (_, externalId) => Promise.resolve({ outcome: 'accepted', externalId }),
  differences: () => Promise.resolve([]),
});
