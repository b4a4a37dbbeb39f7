import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fetchHttp } from '../../../../../../functions/shared/erp/fetch/fetch-http.ts';
import type { ErpWriter } from '../../../../../../functions/shared/erp/outbound/erp-writer.ts';
import { writerOf } from '../../../../../../functions/shared/erp/outbound/open-erp-writer.ts';
import { shippedConnector } from '../../../../../support/erp/a-connector.ts';
import { anyTime } from '../../../../../support/erp/outbound/an-outbound-connector.ts';
import {
  aDebtorOrder,
  anErpOrder,
  anOrderLine,
} from '../../../../../support/erp/outbound/hand-over-samples.ts';
import { anErp, type ErpUnderTest } from '../../../../local/demo-erp/demo-erp-under-test.ts';

let under: ErpUnderTest;
let debtorExternalId: string;
let productExternalId: string;
beforeEach(async () => {
  under = await anErp();
  const first = async (path: string) => String((await under.company(path)).body.value[0]?.['id']);
  debtorExternalId = await first(`/customers?$top=1&$filter=blocked eq ' ' and country eq 'AT'`);
  productExternalId = await first('/items?$top=1&$filter=blocked eq false');
});
afterEach(() => under.stop());

function aWriter(timeoutSeconds = 60): ErpWriter {
  const { url, companyId, credentials } = under.erp;
  const shipped = shippedConnector('business-central');
  const { outbound } = shipped.manifest;
  if (outbound === undefined) throw new Error('It hands nothing over.');
  const impatient = { ...outbound, writing: { ...outbound.writing, timeoutSeconds } };
  return writerOf({
    connector: { ...shipped, manifest: { ...shipped.manifest, outbound: impatient } },
    connection: {
      ...{ connectionId: 'demo', company: 'demo', connector: 'business-central', secretName: 'demo' },
      ...{ baseUrl: `${url}/api/v2.0`, externalCompany: companyId },
      settings: { tokenUrl: `${url}/oauth2/token`, localCurrency: 'EUR', revenueAccount: '4020' },
    },
    secrets: { clientState: 'a-client-state-of-tests', ...credentials },
    http: fetchHttp({ plainHosts: ['127.0.0.1'], now: () => under.clock.now() }),
  });
}

const anOrder = (overrides: Parameters<typeof anErpOrder>[0] = {}) =>
  anErpOrder({
    debtorExternalId,
    lines: [
      anOrderLine({
        productExternalId,
        quantity: '3',
        unitPrice: '10.125',
        discountAmount: '0.38',
        net: '30.00',
      }),
    ],
    totals: { net: '30.00', tax: '6.00', gross: '36.00' },
    ...overrides,
  });
const misbehave = (...nextWrites: string[]) =>
  under.demo('PUT misbehaviour', { nextWrites, lateLandingMilliseconds: 600_000 });
const howMany = async () =>
  (await under.company(`/salesOrders?$filter=externalDocumentNumber eq 'OS-ORDER'`)).body.value.length;

describe('an order', () => {
  it('is created with our reference, found by it, and read back as it was meant', async () => {
    const writer = aWriter();
    const before = await writer.findOrder('OS-ORDER');
    const created = await writer.createOrder(anOrder(), anyTime);
    const found = await writer.findOrder('OS-ORDER');

    expect(before).toBeUndefined();
    expect(created).toMatchObject({ outcome: 'accepted', number: expect.stringMatching(/^AB/) });
    if (created.outcome !== 'accepted') return;
    expect(found).toMatchObject({ externalId: created.externalId, number: created.number, complete: true });
    expect(await writer.readOrder(created.externalId)).toMatchObject({
      ...{ externalId: created.externalId, reference: 'OS-ORDER', status: 'draft', currency: 'EUR' },
      ...{ net: '30', tax: '6', gross: '36', lineCount: 1 },
    });
  });

  it('keeps long texts, text lines and lines without a product, and counts them as ours', async () => {
    const description = `${'Montage und Inbetriebnahme der Anlage '.repeat(6)}\nsamt Einschulung`;
    const lines = [
      anOrderLine({ productExternalId, description, quantity: '1', unitPrice: '10', net: '10.00' }),
      anOrderLine({
        productExternalId: undefined,
        description: 'Anfahrt',
        quantity: '2',
        unitPrice: '5',
        net: '10.00',
      }),
      anOrderLine({
        productExternalId: undefined,
        description: 'Bitte anrufen',
        quantity: '0',
        unitPrice: '0',
        net: '0',
      }),
    ];
    const writer = aWriter();
    const created = await writer.createOrder(anOrder({ lines }), anyTime);
    if (created.outcome !== 'accepted') throw new Error(created.reason);
    const read = await writer.readOrder(created.externalId);
    const { body } = await under.company(`/salesOrders(${created.externalId})?$expand=salesOrderLines`);
    const texts = (body['salesOrderLines'] as { description: string }[]).map((line) => line.description);

    expect(read).toMatchObject({ lineCount: 3, net: '20', gross: '24' });
    expect(texts[0]).toBe('· AU-2026-00012 · PO-4711');
    const whole = texts
      .slice(1, -2)
      .map((text) => text.replace(/^· /, ''))
      .join(' ');
    expect(whole).toBe(description.replace(/\s+/g, ' '));
  });

  it.each([
    ['of five decimals per hundred', '700', '12.345', '100', '86.42'],
    ['of six decimals, which the ERP does not keep', '10000', '0.123456', '1', '1234.56'],
    ['of six decimals that round down', '10000', '0.123454', '1', '1234.54'],
    ['per hundred of nine', '900', '0.123457', '100', '1.11'],
  ])('keeps the net of prices %s', async (_, quantity, unitPrice, priceUnit, net) => {
    const lines = [anOrderLine({ productExternalId, quantity, unitPrice, priceUnit, net })];
    const writer = aWriter();
    const created = await writer.createOrder(anOrder({ lines }), anyTime);

    expect(created.outcome === 'accepted' && (await writer.readOrder(created.externalId))?.net).toBe(net);
  });

  it('of 1,000 lines goes over in one call', async () => {
    const line = anOrderLine({ productExternalId, quantity: '1', unitPrice: '1', net: '1.00' });
    const lines = Array.from({ length: 1_000 }, (_, index) => ({ ...line, lineId: String(index + 1) }));
    const writer = aWriter();
    const created = await writer.createOrder(anOrder({ lines }), anyTime);

    expect(created.outcome === 'accepted' && (await writer.readOrder(created.externalId))).toMatchObject({
      lineCount: 1_000,
      net: '1000',
    });
  });

  it('a quote in a name or reference changes nothing of what is asked', async () => {
    const reference = `x' or number ne '`;

    expect(await aWriter().findOrder(reference)).toBeUndefined();
  });
});

describe('what the ERP says of it later', () => {
  const created = async (): Promise<string> => {
    const lines = [1, 2].map((line) => anOrderLine({ productExternalId, lineId: String(line) }));
    const answer = await aWriter().createOrder(anOrder({ lines }), anyTime);
    if (answer.outcome !== 'accepted') throw new Error(answer.reason);
    return answer.externalId;
  };

  it.each([
    ['release', {}, 'confirmed'],
    ['ship', { lines: 1 }, 'partly-delivered'],
    ['ship', {}, 'delivered'],
  ])('%s %j makes it %s', async (action, body, status) => {
    const id = await created();
    await under.demo(`POST orders/${id}/${action}`, body);

    expect((await aWriter().readOrder(id))?.status).toBe(status);
  });

  it('invoiced to its end it is gone, and still found by the reference on its invoices', async () => {
    const id = await created();
    await under.demo(`POST orders/${id}/invoice`);

    expect(await aWriter().readOrder(id)).toBeUndefined();
    expect(await aWriter().findOrder('OS-ORDER')).toMatchObject({
      externalId: id,
      number: expect.stringMatching(/^AB/),
    });
  });

  it('deleted it is gone for good', async () => {
    const id = await created();
    await under.demo(`DELETE orders/${id}`);

    expect([await aWriter().readOrder(id), await aWriter().findOrder('OS-ORDER')]).toEqual([
      undefined,
      undefined,
    ]);
  });
});

describe('a write that goes wrong', () => {
  it.each([
    ['tooManyRequests', 'not-sent', 0],
    ['unavailable', 'unknown', 0],
    ['htmlError', 'unknown', 0],
    ['lateLanding', 'unknown', 0],
    ['lostAnswer', 'unknown', 1],
    ['unclearHtmlError', 'unknown', 1],
    ['unclearServerError', 'unknown', 1],
    ['unclearTruncatedJson', 'unknown', 1],
    ['unclearWithoutId', 'unknown', 1],
  ])('%s is %s, and the ERP has %i', async (fault, outcome, left) => {
    await misbehave(fault);
    const answer = await aWriter().createOrder(anOrder(), anyTime);

    expect([answer.outcome, await howMany()]).toEqual([outcome, left]);
    expect((await aWriter().findOrder('OS-ORDER')) !== undefined).toBe(left === 1);
  });

  it('silence after the commit is unknown, once the time limit is over', async () => {
    await misbehave('unclearSilence');
    const answer = await aWriter(1).createOrder(anOrder(), anyTime);

    expect([answer.outcome, await howMany()]).toEqual(['unknown', 1]);
  });

  it('an order that a clerk changed shows other amounts when it is read back', async () => {
    await misbehave('clerkEdits');
    const writer = aWriter();
    const answer = await writer.createOrder(anOrder(), anyTime);

    expect(answer.outcome === 'accepted' && (await writer.readOrder(answer.externalId))?.net).not.toBe('30');
  });

  it('two orders with our reference are for a person', async () => {
    await aWriter().createOrder(anOrder(), anyTime);
    await aWriter().createOrder(anOrder(), anyTime);

    await expect(aWriter().findOrder('OS-ORDER')).rejects.toMatchObject({
      name: 'ErpRejectedError',
      message: expect.stringContaining('2 records'),
    });
  });

  it('where the ERP refuses a second one, that is no success: it is looked up', async () => {
    await under.demo('PUT misbehaviour', { refuseExisting: true });
    await aWriter().createOrder(anOrder(), anyTime);

    expect((await aWriter().createOrder(anOrder(), anyTime)).outcome).toBe('unknown');
  });

  it('nobody listening is certainly not sent', async () => {
    const writer = aWriter();
    await writer.findOrder('OS-ORDER');
    await under.stop();

    expect((await writer.createOrder(anOrder(), anyTime)).outcome).toBe('not-sent');
    under = await anErp();
  });

  it('too late is not sent', async () => {
    const right = { fence: 1, sendBefore: under.clock.now() - 1 };
    const answer = await aWriter().createOrder(anOrder(), right);

    expect([answer.outcome, await howMany()]).toEqual(['not-sent', 0]);
  });
});

describe('what the ERP refuses', () => {
  const nowhere = '00000000-0000-4000-8000-000000000001';
  it.each([
    [
      'an item it does not know',
      { lines: [anOrderLine({ productExternalId: nowhere })] },
      'does not match to an Item',
    ],
    ['a customer it does not know', { debtorExternalId: nowhere }, 'does not match to a Customer'],
    ['a currency it does not keep', { currency: 'JPY' }, 'does not match to a Currency (JPY)'],
  ])('%s is shown in its words', async (_, overrides, words) => {
    const answer = await aWriter().createOrder(anOrder(overrides), anyTime);

    expect(answer).toMatchObject({ outcome: 'rejected', reason: expect.stringContaining(words) });
  });

  it('a blocked customer too', async () => {
    await under.demo(`POST customers/${debtorExternalId}/block`, { blocked: 'All' });

    expect(await aWriter().createOrder(anOrder(), anyTime)).toMatchObject({
      outcome: 'rejected',
      reason: expect.stringContaining('is blocked with type All'),
    });
  });
});

describe('a debtor', () => {
  const find = (payload = aDebtorOrder()) => aWriter().findDebtor({ reference: payload.reference, payload });

  it('is created once, and found by VAT id and name', async () => {
    const before = await find();
    const created = await aWriter().createDebtor(aDebtorOrder({ name: `O'Neil "Bau" & Söhne` }), anyTime);
    const found = await find(aDebtorOrder({ name: `O'Neil "Bau" & Söhne` }));

    expect(before).toBeUndefined();
    expect(created).toMatchObject({ outcome: 'accepted', number: expect.stringMatching(/^D/) });
    expect(found).toMatchObject({
      externalId: created.outcome === 'accepted' && created.externalId,
      isLikely: false,
    });
  });

  it('known under another name is found by its VAT id', async () => {
    await aWriter().createDebtor(aDebtorOrder({ name: 'Huber alt' }), anyTime);

    expect(await find()).toMatchObject({ complete: true, isLikely: false });
  });

  it('without VAT id is found by name and address, which is a likeness only', async () => {
    const debtor = aDebtorOrder({ vatId: undefined });
    await aWriter().createDebtor(debtor, anyTime);

    expect(await find(debtor)).toMatchObject({ isLikely: true });
    expect(await find(aDebtorOrder({ vatId: 'ATU99999999' }))).toBeUndefined();
  });

  it('that could never be found again is not created: somebody has to complete the account', async () => {
    await expect(find(aDebtorOrder({ vatId: undefined, address: undefined }))).rejects.toMatchObject({
      name: 'ErpRejectedError',
      message: expect.stringContaining('VAT id'),
    });
  });

  it('twice with one VAT id is for a person', async () => {
    await aWriter().createDebtor(aDebtorOrder(), anyTime);
    await aWriter().createDebtor(aDebtorOrder(), anyTime);

    await expect(find()).rejects.toMatchObject({ name: 'ErpRejectedError' });
  });
});
