import { describe, expect, it } from 'vitest';
import { compareErpOrder } from '../../../domain/orders/check-parity.ts';
import type { ErpWriter } from '../../../functions/shared/erp/outbound/erp-writer.ts';
import { writerOf } from '../../../functions/shared/erp/outbound/open-erp-writer.ts';
import { shippedConnector } from '../../support/erp/a-connector.ts';
import { fakeFrappe, type LostWrite } from '../../support/erp/fake-frappe.ts';
import { anyTime } from '../../support/erp/outbound/an-outbound-connector.ts';
import { aDebtorOrder, anErpOrder, anOrderLine } from '../../support/erp/outbound/hand-over-samples.ts';
import { access, scriptedErp } from '../../support/erp/scripted-erp.ts';

const free = { productExternalId: undefined, quantity: '0', unitPrice: '0', net: '0' };
const order = anErpOrder({
  lines: [
    anOrderLine({ quantity: '3', unitPrice: '33.33', net: '99.99' }),
    anOrderLine({ quantity: '2.5', unitPrice: '92.50', discountAmount: '11.55', net: '219.70' }),
    anOrderLine(free),
  ],
  totals: { net: '319.69', tax: '63.94', gross: '383.63' },
});
const debtor = aDebtorOrder();

function world(lost: readonly LostWrite[]) {
  const site = fakeFrappe(lost);
  const settings = { timeZone: 'Europe/Vienna', genericItem: 'SERVICE' };
  const connection = { baseUrl: 'https://site.example/api', externalCompany: 'Beispiel GmbH', settings };
  const secrets = { apiKey: 'k', apiSecret: 's' };
  const opened = access(shippedConnector('erpnext'), scriptedErp(site.answer), { connection, secrets });
  return { ...site, writer: writerOf(opened) };
}

/** As the ledger does it: look up, then create or go on, until it is there. */
async function handedOver(writer: ErpWriter): Promise<string> {
  for (let tries = 0; tries < 8; tries += 1) {
    const found = await writer.findOrder(order.reference);
    if (found?.complete) return found.externalId;
    if (found) await writer.completeOrder(order, found.externalId, anyTime);
    else await writer.createOrder(order, anyTime);
  }
  throw new Error('It never came to an end.');
}

const anyLoss: LostWrite[][] = [
  [],
  ...[1, 2].flatMap((at) => [true, false].map((isDone) => [{ at, isDone }])),
  ...[true, false].flatMap((first) =>
    [true, false].map((second) => [
      { at: 1, isDone: first },
      { at: 2, isDone: second },
    ]),
  ),
  [1, 2, 3, 4].map((at) => ({ at, isDone: at % 2 === 0 })),
];

describe.each(anyLoss.map((lost) => ({ lost })))('with answers lost: $lost', ({ lost }) => {
  it('one order stands submitted in the ERP, and says what ours says', async () => {
    const { docs, writer } = world(lost);
    const state = await writer.readOrder(await handedOver(writer));

    expect(docs['Sales Order']).toMatchObject([
      { po_no: order.reference, company: 'Beispiel GmbH', docstatus: 1 },
    ]);
    expect(state && compareErpOrder(order, state)).toEqual([]);
    expect(state).toMatchObject({ status: 'confirmed', gross: '383.63', lineCount: 3 });
  });

  it('one customer stands in the ERP', async () => {
    const { docs, writer } = world(lost);
    for (let tries = 0; tries < 8; tries += 1)
      if (!(await writer.findDebtor({ reference: debtor.reference, payload: debtor })))
        await writer.createDebtor(debtor, anyTime);

    expect(docs['Customer']).toMatchObject([{ customer_details: debtor.reference, country: 'Austria' }]);
  });
});

it.each([
  ['cancelled', []],
  [
    'cancelled and amended',
    [{ name: 'NEW-1-1', po_no: order.reference, amended_from: 'NEW-1', docstatus: 1 }],
  ],
])('an order that a person %s is not made again', async (_, amendments) => {
  const { docs, writer, writes } = world([]);
  await handedOver(writer);
  for (const doc of docs['Sales Order'] ?? []) doc['docstatus'] = 2;
  docs['Sales Order']?.push(...amendments);

  await expect(writer.findOrder(order.reference)).rejects.toThrow(/order NEW-1 is in the state "2"/);
  expect(writes()).toBe(2);
});
