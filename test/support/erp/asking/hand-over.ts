import type { DebtorOrder, ErpOrder } from '../../../../domain/hand-over/erp-order.ts';
import type { ErpWriter, WriteAnswer } from '../../../../functions/shared/erp/outbound/erp-writer.ts';
import { anErpOrder, anOrderLine } from '../outbound/hand-over-samples.ts';
import { anyTime } from '../outbound/an-outbound-connector.ts';

export const order: ErpOrder = anErpOrder({
  reference: 'OS-7K2M',
  debtorExternalId: '101',
  lines: [
    anOrderLine({ productNumber: 'P-1', quantity: '1.5', unitPrice: '12.40', net: '18.60' }),
    anOrderLine({
      productNumber: 'P-2',
      description: 'Kabel {id} "rot"',
      quantity: '3',
      unitPrice: '10.25',
      net: '30.75',
    }),
  ],
  totals: { net: '49.35', tax: '9.87', gross: '59.22' },
});

/** As the ledger does it: what is in doubt is looked up, what is there in part is completed, and only what is not there is sent again. */
export async function handedOver(writer: ErpWriter, first: WriteAnswer): Promise<WriteAnswer> {
  let answer = first;
  for (
    let tries = 0;
    tries < 5 && answer.outcome !== 'accepted' && answer.outcome !== 'rejected';
    tries += 1
  ) {
    const found = await writer.findOrder(order.reference);
    if (found === undefined) answer = await writer.createOrder(order, anyTime);
    else if (found.complete)
      answer = { outcome: 'accepted', externalId: found.externalId, number: found.number };
    else answer = await writer.completeOrder(order, found.externalId, anyTime);
  }
  return answer;
}

export const debtor = (overrides: Partial<DebtorOrder> = {}): DebtorOrder => ({
  ...{ reference: 'OS-DEBTOR', accountId: 'acc_1', name: 'Neu & Söhne "GmbH"', vatId: 'ATU87654321' },
  ...{ address: { country: 'AT' }, currency: 'EUR' },
  ...overrides,
});
