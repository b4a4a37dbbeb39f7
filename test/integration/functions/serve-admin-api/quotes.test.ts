import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Quote } from '../../../../domain/records/quote.ts';
import { aStore, type RunningStore } from '../../../support/admin-api/a-store.ts';
import type { AdminAnswer } from '../../../support/admin-api/admin-client.ts';
import { aSellingCompany, type SellingCompany } from '../../../support/sales/selling-company.ts';

let running: RunningStore;
beforeAll(async () => void (running = await aStore()));
afterAll(() => running.close());

let firm: SellingCompany;
beforeEach(async () => void (firm = await aSellingCompany(running.store)));

const quoteIn = ({ body }: AdminAnswer) => body as Quote;
const linesOf = ({ body }: AdminAnswer) => (body as Quote).lines.filter((line) => line.kind === 'product');

async function aDraft(lines: object[] = [{ product: '1896-S', quantity: '2' }], more: object = {}) {
  const answer = await firm.post('/quotes', { accountId: firm.accountId, lines, ...more });
  expect(answer.status).toBe(201);
  return quoteIn(answer);
}

describe('a quote in one call', () => {
  it('has prices, discount, VAT, totals, number and validity, and says why', async () => {
    const productId = await firm.offer({ group: 'DESKS' });
    await firm.post('/price-agreements', {
      for: { accountId: firm.accountId },
      on: { productGroup: 'DESKS' },
      terms: { kind: 'discount', percent: '10' },
    });
    const opportunity = await firm.post('/opportunities', {
      ...{ accountId: firm.accountId, title: 'Büro', probability: 50 },
      expectedValue: { amount: '1000', currency: 'EUR' },
    });
    const { opportunityId } = opportunity.body as { opportunityId: string };
    const lines = [{ product: '1896-S', quantity: '2' }, { product: productId }];
    const answer = await firm.post(`/opportunities/${opportunityId}/quotes`, { lines });
    expect(answer).toMatchObject({
      status: 201,
      headers: { location: `/quotes/${quoteIn(answer).quoteId}` },
      body: {
        ...{ quoteNumber: 'Q-2026-00001', revision: 1, state: 'draft', title: 'Büro', opportunityId },
        ...{ documentDate: '2026-02-01', validUntil: '2026-03-03', locale: 'de-AT', currency: 'EUR' },
        totals: { net: '270.00', tax: '54.00', gross: '324.00' },
      },
    });
    expect(linesOf(answer)).toMatchObject([
      { lineId: '1', productId, quantity: '2', net: '180.00', vat: { category: 'standard', rate: '20' } },
      { lineId: '2', price: { rule: 'list-price', discount: { rule: 'account-group', percent: '10' } } },
    ]);
    expect(linesOf(answer)[0]?.price.explanation).not.toBe('');
  });

  it('keeps what is entered by hand, and marks it', async () => {
    await firm.offer({});
    const { lines } = await aDraft([
      { product: '1896-S', unitPrice: '80.5', quantity: '1' },
      { product: '1896-S', discountPercent: '15' },
      { description: 'Montage', productKind: 'service', unitPrice: '60', quantity: '3', unit: 'h' },
    ]);
    expect(lines).toMatchObject([
      { unitPrice: '80.5', price: { rule: 'by-hand' } },
      { net: '85.00', price: { rule: 'list-price', discount: { rule: 'by-hand', percent: '15' } } },
      { net: '180.00', price: { rule: 'by-hand' } },
    ]);
  });

  it('has options, alternatives, texts, subtotals and a discount on the whole', async () => {
    await firm.offer({});
    const quote = await aDraft(
      [
        { product: '1896-S', quantity: '2' },
        { product: '1896-S', choice: 'optional' },
        { product: '1896-S', choice: 'alternative', alternativeTo: '1' },
        { kind: 'text', description: 'frei Haus' },
        { kind: 'subtotal' },
      ],
      { headerDiscount: { percent: '10' } },
    );
    expect(quote.totals).toMatchObject({ subtotal: '200.00', headerDiscount: '20.00', net: '180.00' });
    expect(quote.lines[4]).toMatchObject({ kind: 'subtotal', net: '200.00' });
  });

  it('for an account in another country of the EU is by reverse charge or not taxed, with its note', async () => {
    await firm.offer({ number: 'HOUR', kind: 'service' });
    const german = await firm.post('/accounts', {
      ...{ name: 'Berlin GmbH', vatId: 'DE136695976', address: { country: 'DE', postalCode: '10115' } },
    });
    const { accountId } = german.body as { accountId: string };
    const answer = await firm.post('/quotes/price', { accountId, lines: [{ product: 'HOUR' }] });
    expect(linesOf(answer)).toMatchObject([
      {
        vat: {
          category: 'reverse-charge',
          rate: '0',
          note: expect.stringContaining('Reverse Charge') as string,
        },
      },
    ]);
  });

  it('of 5,000 lines is made, read and edited', async () => {
    await firm.offer({});
    const lines = Array.from({ length: 5_000 }, (_, index) => ({
      ...{ product: '1896-S', quantity: '1', description: `Arbeitsplatz ${index}` },
    }));
    const { quoteId } = await aDraft(lines);
    expect(quoteIn(await firm.call('GET', `/quotes/${quoteId}`))).toMatchObject({
      totals: { net: '500000.00' },
    });
    const edited = await firm.patch(`/quotes/${quoteId}`, 1, { title: 'Groß' });
    expect(edited).toMatchObject({ status: 200, body: { title: 'Groß', version: 2 } });
    expect(linesOf(edited)).toHaveLength(5_000);
  }, 30_000);

  it('keeps a name with emoji and quotes as it is', async () => {
    await firm.offer({});
    const title = 'Büro „Süd“ 🪑 "neu" <b>';
    const { quoteId } = await aDraft(undefined, { title });
    expect(quoteIn(await firm.call('GET', `/quotes/${quoteId}`)).title).toBe(title);
  });
});

describe('bad input', () => {
  beforeEach(async () => {
    await firm.offer({});
    await firm.offer({ number: 'OLD', externalId: 'p-old', status: 'discontinued', replacedBy: 'p-1896-S' });
    await firm.offer({ number: 'GONE', externalId: 'p-gone', status: 'discontinued' });
    await firm.offer({ number: 'STOP', externalId: 'p-stop', status: 'blocked' });
    await firm.offer({ number: 'FREE', externalId: 'p-free', listPrice: null });
  });

  it.each([
    ['an unknown product', { product: 'NOPE' }, 'lines[0].product', 'There is no product NOPE.'],
    [
      'a discontinued product names its successor',
      { product: 'OLD' },
      'lines[0].product',
      'sell 1896-S instead',
    ],
    ['a discontinued product without one says so', { product: 'GONE' }, 'lines[0].product', 'no successor'],
    ['a blocked product', { product: 'STOP' }, 'lines[0].product', 'blocked in the ERP'],
    ['a product without a price', { product: 'FREE' }, 'lines[0].unitPrice', 'has no price'],
    ['quantity 0', { product: '1896-S', quantity: '0' }, 'lines[0].quantity', 'greater than 0'],
    ['quantity 10^9', { product: '1896-S', quantity: '1000000000' }, 'lines[0].quantity', '9 digits'],
    ['a negative quantity', { product: '1896-S', quantity: '-1' }, 'lines[0].quantity', '9 digits'],
    [
      'a price with 7 decimals',
      { product: '1896-S', unitPrice: '1.1234567' },
      'lines[0].unitPrice',
      '6 decimals',
    ],
    [
      'a discount over 100 %',
      { product: '1896-S', discountPercent: '101' },
      'lines[0].discountPercent',
      '100',
    ],
    [
      'an alternative to nothing',
      { product: '1896-S', choice: 'alternative', alternativeTo: '9' },
      'lines[0].alternativeTo',
      '9',
    ],
    [
      'a number instead of text',
      { product: '1896-S', quantity: 2 },
      'lines[0].quantity',
      'must be text, in quotes',
    ],
    [
      'a misspelt field',
      { product: '1896-S', quantitty: '2' },
      'lines[0].quantitty',
      'did you mean quantity',
    ],
  ])('%s is refused at its field', async (_, line, field, words) => {
    const answer = await firm.post('/quotes', { accountId: firm.accountId, lines: [line] });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ field }] } });
    const { errors } = answer.body as { errors: { reason: string }[] };
    expect(errors[0]?.reason).toContain(words);
  });

  const quoteWith = (fields: object) =>
    firm.post('/quotes', { accountId: firm.accountId, lines: [{ product: '1896-S' }], ...fields });

  it.each([
    ['no lines', { lines: [] }, 'lines'],
    ['5,001 lines', { lines: Array.from({ length: 5_001 }, () => ({ product: '1896-S' })) }, 'lines'],
    ['a currency without prices', { currency: 'CHF' }, 'lines[0].unitPrice'],
    ['a validity before its date', { validUntil: '2026-01-01' }, 'validUntil'],
    ['a contact nobody knows', { contactId: 'con_nobody' }, 'contactId'],
    ['an account nobody knows', { accountId: 'acc_nobody' }, 'accountId'],
    ['a discount larger than all', { headerDiscount: { amount: '101' } }, 'headerDiscount.amount'],
  ])('%s is refused at its field', async (_, fields, field) => {
    expect(await quoteWith(fields)).toMatchObject({ status: 422, body: { errors: [{ field }] } });
  });

  it('a missing VAT id where the table demands one holds the quote, once for all lines', async () => {
    const german = await firm.post('/accounts', { name: 'Berlin GmbH', address: { country: 'DE' } });
    const { accountId } = german.body as { accountId: string };
    const answer = await quoteWith({ accountId, lines: [{ product: '1896-S' }, { product: '1896-S' }] });
    expect(answer).toMatchObject({
      status: 422,
      body: { rule: 'vat-hold', errors: [{ field: 'accountId' }] },
    });
    expect((answer.body as { errors: unknown[] }).errors).toHaveLength(1);
    const consumer = await firm.post('/accounts', {
      ...{ name: 'Eva Muster', buyerKind: 'consumer', address: { country: 'DE' } },
    });
    const buyer = consumer.body as { accountId: string };
    expect((await quoteWith(buyer)).status).toBe(422);
    expect((await quoteWith({ accountId: buyer.accountId })).status).toBe(201);
  });

  it('everything that is wrong is said at once', async () => {
    const lines = [{ product: 'NOPE' }, { product: '1896-S', quantity: '0' }];
    const { body } = await quoteWith({ lines });
    expect(body).toMatchObject({ errors: [{ field: 'lines[0].product' }, { field: 'lines[1].quantity' }] });
  });

  it('nothing is sold before the company has settings', async () => {
    const answer = await firm.call('POST', '/quotes', {
      ...{ company: 'nobody', body: { accountId: 'acc_0001', lines: [] } },
    });
    expect(answer.status).toBe(409);
  });

  it('a try of a price writes nothing', async () => {
    const answer = await firm.post('/quotes/price', {
      ...{ accountId: firm.accountId, lines: [{ product: '1896-S', quantity: '3' }] },
    });
    expect(answer).toMatchObject({ status: 200, body: { totals: { net: '300.00' } } });
    expect((await firm.call('GET', '/quotes')).body).toMatchObject({ items: [] });
    expect((await aDraft()).quoteNumber).toBe('Q-2026-00001');
  });
});

describe('editing', () => {
  beforeEach(async () => void (await firm.offer({})));

  it('keeps prices of lines that stay (P-3), finds those of new ones, and drops the others', async () => {
    const { quoteId } = await aDraft([
      { product: '1896-S', quantity: '2', unitPrice: '90' },
      { product: '1896-S', quantity: '1' },
    ]);
    await firm.offer({ number: '2000', externalId: 'p-2000', listPrice: { amount: '7', currency: 'EUR' } });
    const edited = await firm.patch(`/quotes/${quoteId}`, 1, {
      lines: [{ lineId: '1', quantity: '5' }, { product: '2000' }],
    });
    expect(linesOf(edited)).toMatchObject([
      { lineId: '1', quantity: '5', unitPrice: '90', net: '450.00', price: { rule: 'by-hand' } },
      { lineId: '2', productNumber: '2000', net: '7.00' },
    ]);
  });

  it('re-prices on demand what nobody entered by hand', async () => {
    const { quoteId } = await aDraft([{ product: '1896-S' }, { product: '1896-S', unitPrice: '90' }]);
    await firm.post('/price-agreements', {
      ...{ for: { accountId: firm.accountId }, on: { productId: await productId() } },
      terms: { kind: 'price', amount: '70', currency: 'EUR' },
    });
    const untouched = await firm.patch(`/quotes/${quoteId}`, 1, { title: 'x' });
    expect(linesOf(untouched)).toMatchObject([{ unitPrice: '100' }, { unitPrice: '90' }]);
    const repriced = await firm.patch(`/quotes/${quoteId}`, 2, { reprice: true });
    expect(linesOf(repriced)).toMatchObject([
      { unitPrice: '70', price: { rule: 'account-price' } },
      { unitPrice: '90', price: { rule: 'by-hand' } },
    ]);
  });

  const productId = async () => {
    const { body } = await firm.call('GET', '/products?number=1896-S');
    return (body as { items: { productId: string }[] }).items[0]?.productId ?? '';
  };

  it('into the other language needs its lines made anew', async () => {
    const { quoteId } = await aDraft();
    const address = `/quotes/${quoteId}`;
    expect(await firm.patch(address, 1, { locale: 'en' })).toMatchObject({
      status: 422,
      body: { rule: 'language-of-lines' },
    });
    expect((await firm.patch(address, 1, { locale: 'de-DE' })).status).toBe(200);
    const english = await firm.patch(address, 2, { locale: 'en', reprice: true });
    expect(english).toMatchObject({ status: 200, body: { locale: 'en' } });
  });

  it('needs the version seen, and ends when the quote is sent', async () => {
    const { quoteId } = await aDraft();
    const address = `/quotes/${quoteId}`;
    expect((await firm.patch(address, 7, { title: 'x' })).status).toBe(412);
    await firm.post(`${address}/send`);
    expect(await firm.patch(address, 2, { title: 'x' })).toMatchObject({
      status: 409,
      body: { rule: 'quote-is-sent' },
    });
  });
});

describe('actions', () => {
  let quoteId = '';
  const act = (action: string, body?: object) => firm.post(`/quotes/${quoteId}/${action}`, body);
  beforeEach(async () => {
    await firm.offer({});
    ({ quoteId } = await aDraft());
  });

  it('sending twice is sending once, and makes its document', async () => {
    const first = await act('send');
    expect(first).toMatchObject({ status: 200, body: { state: 'sent', version: 2 } });
    expect(await act('send')).toEqual(first);
    expect(firm.ports.rendered[0]).toEqual({ action: 'render-quote', company: firm.company, quoteId });
  });

  it('revising makes a draft at the same prices and supersedes the former; again it says which', async () => {
    expect(await act('revise')).toMatchObject({ status: 409, body: { rule: 'quote-is-draft' } });
    await act('send');
    const revision = quoteIn(await act('revise'));
    expect(revision).toMatchObject({
      revision: 2,
      state: 'draft',
      quoteNumber: 'Q-2026-00001',
      supersedes: quoteId,
    });
    const again = await act('revise');
    expect(again).toMatchObject({ status: 409, body: { rule: 'quote-is-superseded' } });
    expect((again.body as { detail: string }).detail).toContain(revision.quoteId);
    const { body } = await firm.call('GET', '/quotes?quoteNumber=Q-2026-00001');
    expect((body as { items: Quote[] }).items.map((row) => row.state)).toEqual(['draft', 'superseded']);
  });

  it('declining needs a reason; again it changes nothing', async () => {
    expect((await act('decline', { reason: ' ' })).status).toBe(422);
    const first = await act('decline', { reason: 'too dear' });
    expect(first).toMatchObject({ status: 200, body: { state: 'declined', declinedReason: 'too dear' } });
    expect(await act('decline', { reason: 'other' })).toEqual(first);
  });

  it('sending what is valid no more is refused', async () => {
    const late = await aDraft(undefined, { documentDate: '2026-01-01', validUntil: '2026-01-31' });
    const answer = await firm.post(`/quotes/${late.quoteId}/send`);
    expect(answer).toMatchObject({ status: 409, body: { rule: 'validity-over' } });
  });

  it('the document is a PDF with a name', async () => {
    const answer = await firm.call('GET', `/quotes/${quoteId}/document`);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': 'inline; filename="Q-2026-00001-1.pdf"',
    });
    expect(String(answer.body)).toContain('%PDF');
  });

  it('a document that cannot be made says what to mend', async () => {
    const reason = 'The letterhead is not in the bucket. Upload it again.';
    firm = await aSellingCompany(running.store, {
      render: () => Promise.resolve({ outcome: 'refused', code: 'letterhead-missing', reason }),
    });
    await firm.offer({});
    ({ quoteId } = await aDraft());
    expect(await firm.call('GET', `/quotes/${quoteId}/document`)).toMatchObject({
      ...{ status: 409, body: { rule: 'letterhead-missing', detail: reason } },
    });
  });

  it('the quote of another company is not there (S1)', async () => {
    for (const path of ['', '/document'])
      expect((await firm.call('GET', `/quotes/${quoteId}${path}`, { company: 'other' })).status).toBe(404);
    expect((await firm.call('POST', `/quotes/${quoteId}/send`, { company: 'other' })).status).toBe(404);
  });
});

it('an account with a quote cannot be deleted', async () => {
  await firm.offer({});
  await aDraft();
  const answer = await firm.call('DELETE', `/accounts/${firm.accountId}`, { headers: { 'if-match': '"1"' } });
  expect(answer.status).toBe(409);
});
