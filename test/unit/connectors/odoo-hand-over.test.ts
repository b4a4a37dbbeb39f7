import { describe, expect, it } from 'vitest';
import type { ErpWriter, WriteAnswer } from '../../../functions/shared/erp/outbound/erp-writer.ts';
import { writerOf } from '../../../functions/shared/erp/outbound/open-erp-writer.ts';
import { shippedConnector } from '../../support/erp/a-connector.ts';
import { fakeOdoo, type LostAnswer } from '../../support/erp/fake-odoo.ts';
import { anyTime } from '../../support/erp/outbound/an-outbound-connector.ts';
import { aDebtorOrder, anErpOrder, anOrderLine } from '../../support/erp/outbound/hand-over-samples.ts';
import { access, scriptedErp } from '../../support/erp/scripted-erp.ts';

const order = anErpOrder({
  debtorExternalId: '5',
  lines: [
    anOrderLine({
      productExternalId: '7',
      quantity: '3',
      unitPrice: '33.33',
      discountAmount: '0',
      net: '99.99',
    }),
    anOrderLine({
      productExternalId: '7',
      quantity: '1',
      unitPrice: '12345.67',
      discountAmount: '100.01',
      net: '12245.66',
    }),
    anOrderLine({
      productExternalId: undefined,
      quantity: '0',
      unitPrice: '0',
      discountAmount: '0',
      net: '0',
    }),
  ],
  totals: { net: '12345.65', tax: '2469.13', gross: '14814.78' },
});
const debtor = aDebtorOrder({ vatId: 'ATU12345678', address: { country: 'AT' } });

function world(lost: readonly LostAnswer[]) {
  const odoo = fakeOdoo(
    { 'res.partner': [], 'res.country': [{ id: 12, code: 'AT' }], 'sale.order': [], 'sale.order.line': [] },
    lost,
  );
  const connection = { externalCompany: '1', settings: { database: 'alm' } };
  const opened = access(shippedConnector('odoo'), scriptedErp(odoo.answer), {
    connection,
    secrets: { apiKey: 'k', hookKey: 'h' },
  });
  return { ...odoo, writer: writerOf(opened) };
}

/** As the ledger does it: look up, then create or go on, until it is there. */
async function handedOver(writer: ErpWriter): Promise<string> {
  for (let tries = 0; tries < 6; tries += 1) {
    const found = await writer.findOrder(order.reference);
    if (found?.complete) return found.externalId;
    if (found) await writer.completeOrder(order, found.externalId, anyTime);
    else await writer.createOrder(order, anyTime);
  }
  throw new Error('It never came to an end.');
}

async function debtorHandedOver(writer: ErpWriter): Promise<WriteAnswer['outcome'][]> {
  const outcomes: WriteAnswer['outcome'][] = [];
  while (!(await writer.findDebtor({ reference: debtor.reference, payload: debtor })))
    outcomes.push((await writer.createDebtor(debtor, anyTime)).outcome);
  return outcomes;
}

const anyLoss: LostAnswer[][] = [
  [],
  ...[1, 2].flatMap((at) => [true, false].map((isDone) => [{ at, isDone }])),
  [
    { at: 1, isDone: true },
    { at: 2, isDone: true },
  ],
  [
    { at: 1, isDone: false },
    { at: 2, isDone: true },
    { at: 3, isDone: false },
  ],
];

describe.each(anyLoss.map((lost) => ({ lost })))('with answers lost: $lost', ({ lost }) => {
  it('one order stands confirmed in the ERP, with our amounts', async () => {
    const { models, writer } = world(lost);
    const externalId = await handedOver(writer);

    expect(models['sale.order']).toMatchObject([
      { client_order_ref: order.reference, partner_id: 5, company_id: 1, state: 'sale' },
    ]);
    expect(await writer.readOrder(externalId)).toMatchObject({
      ...{ reference: order.reference, status: 'confirmed', net: '12345.65', currency: 'EUR' },
      lineCount: order.lines.length,
    });
  });

  it('one customer stands in the ERP, in its country', async () => {
    const { models, writer } = world(lost);
    const outcomes = await debtorHandedOver(writer);

    expect(models['res.partner']).toMatchObject([
      { ref: debtor.reference, customer_rank: 1, country_id: 12 },
    ]);
    expect(outcomes.filter((outcome) => outcome === 'accepted').length).toBeLessThanOrEqual(1);
  });
});
