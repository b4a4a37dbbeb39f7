import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ConcurrentChangeError } from '../../../../../domain/errors.ts';
import { seriesGaps } from '../../../../../domain/invoices/series-gaps.ts';
import { acceptQuote, type Acceptance } from '../../../../../functions/shared/store/accept-quote.ts';
import { getInvoice, listInvoices } from '../../../../../functions/shared/store/invoices.ts';
import { listNumbers } from '../../../../../functions/shared/store/numbers.ts';
import { getOpportunity, saveOpportunity } from '../../../../../functions/shared/store/opportunities.ts';
import { findOrderId, getOrder, listOrders } from '../../../../../functions/shared/store/orders.ts';
import { issueInvoice, ownInvoiceIdOf } from '../../../../../functions/shared/store/own-invoices.ts';
import { getProject, listProjects } from '../../../../../functions/shared/store/projects.ts';
import { createQuote, getQuote, updateQuote } from '../../../../../functions/shared/store/quotes.ts';
import { OWN_CONNECTION } from '../../../../../functions/shared/store/record-ids.ts';
import { getAgreement, listAgreements } from '../../../../../functions/shared/store/service-agreements.ts';
import type { Store } from '../../../../../functions/shared/store/store.ts';
import { aStore, type RunningStore } from '../../../../support/admin-api/a-store.ts';
import { anInvoice } from '../../../../support/admin-api/stored-records.ts';
import {
  anAgreement,
  anOpportunity,
  anOrder,
  anOrderLine,
  aProject,
  aQuote,
  incompressible,
  manyLines,
} from '../../../../support/sales/sale-records.ts';

let running: RunningStore;
let store: Store;
beforeAll(async () => {
  running = await aStore();
  store = running.store;
});
afterAll(() => running.close());

let company = '';
let count = 0;
beforeEach(() => void (company = `company-${(count += 1)}`));

const page = { limit: 100 };

async function aSentQuote(quoteId: string) {
  return createQuote(store, { company, series: 'quote' }, (counted) =>
    aQuote({ company, quoteId, quoteNumber: `Q-${counted}`, state: 'sent' }),
  );
}

const accept = (
  quoteId: string,
  more: (next: (series: string) => number) => Partial<Acceptance> = () => ({}),
) =>
  acceptQuote(store, { company, series: ['order', 'agreement', 'project'] }, (next) => ({
    quote: aQuote({ company, quoteId, state: 'accepted', version: 2 }),
    order: anOrder({ company, orderId: `ord_${quoteId}`, orderNumber: `O-${next('order')}` }),
    reference: `OS-${quoteId}`,
    ...more(next),
  }));

describe('an acceptance', () => {
  it('writes quote, order, agreement, project and opportunity as one', async () => {
    await aSentQuote('quo_0001');
    const opportunity = await saveOpportunity(store, anOpportunity({ company }));
    await accept('quo_0001', (next) => ({
      agreement: anAgreement({ company, agreementNumber: `A-${next('agreement')}` }),
      project: aProject({ company, projectNumber: `P-${next('project')}` }),
      opportunity: { ...opportunity, stage: 'won', version: 2 },
    }));
    expect(await getQuote(store, company, 'quo_0001')).toMatchObject({ state: 'accepted' });
    expect(await getOrder(store, company, 'ord_quo_0001')).toMatchObject({ orderNumber: 'O-1' });
    expect(await getAgreement(store, company, 'agr_0001')).toMatchObject({ agreementNumber: 'A-1' });
    expect(await getProject(store, company, 'prj_0001')).toMatchObject({ projectNumber: 'P-1' });
    expect(await getOpportunity(store, company, 'opp_0001')).toMatchObject({ stage: 'won' });
    expect((await listAgreements(store, { company, accountId: 'acc_0001' }, page)).items).toHaveLength(1);
    expect((await listProjects(store, { company }, page)).items).toMatchObject([{ phaseCount: 1 }]);
  });

  it('writes nothing where one part has changed meanwhile', async () => {
    await aSentQuote('quo_0001');
    await saveOpportunity(store, anOpportunity({ company }));
    const stale = accept('quo_0001', () => ({ opportunity: anOpportunity({ company, version: 3 }) }));
    await expect(stale).rejects.toBeInstanceOf(ConcurrentChangeError);
    expect(await getQuote(store, company, 'quo_0001')).toMatchObject({ state: 'sent', version: 1 });
    expect(await getOrder(store, company, 'ord_quo_0001')).toBeUndefined();
    await updateQuote(store, aQuote({ company, state: 'sent', version: 2 }));
    await expect(accept('quo_0001')).rejects.toBeInstanceOf(ConcurrentChangeError);
  });

  it('of ten at once of the same quote makes one order', async () => {
    await aSentQuote('quo_0001');
    const ends = await Promise.allSettled(Array.from({ length: 10 }, () => accept('quo_0001')));
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await listOrders(store, { company }, page)).items).toHaveLength(1);
  });

  it('is found by its number and by our reference in the ERP', async () => {
    await aSentQuote('quo_0001');
    await accept('quo_0001');
    expect(await findOrderId(store, company, 'O-1')).toBe('ord_quo_0001');
    expect(await findOrderId(store, company, 'OS-quo_0001')).toBe('ord_quo_0001');
    expect(await findOrderId(store, company, 'OS-quo')).toBeUndefined();
    expect(await findOrderId(store, 'other', 'OS-quo_0001')).toBeUndefined();
  });

  it('of a quote with 5,000 lines is as atomic as a small one', async () => {
    const sent = await createQuote(store, { company, series: 'quote' }, () =>
      aQuote({ company, state: 'sent', lines: manyLines(5_000) }),
    );
    const lines = Array.from({ length: 5_000 }, (_, index) =>
      anOrderLine({
        lineId: String(index + 1),
        description: incompressible(index),
      }),
    );
    await accept('quo_0001', () => ({
      quote: { ...sent, state: 'accepted', version: 2 },
      order: anOrder({ company, lines }),
    }));
    expect((await getQuote(store, company, 'quo_0001'))?.lines).toHaveLength(5_000);
    expect((await getOrder(store, company, 'ord_0001'))?.lines).toEqual(lines);
  });
});

describe('an invoice without an ERP', () => {
  const issue = (orderId: string) =>
    issueInvoice(store, { company, series: 'invoice/2026' }, (counted) => ({
      invoice: {
        ...anInvoice(
          {
            externalId: orderId,
            number: `R-${String(counted).padStart(5, '0')}`,
            debtorExternalId: 'acc_0001',
          },
          { company, connectionId: OWN_CONNECTION },
        ),
      },
      order: anOrder({ company, orderId, state: 'invoiced', invoiceId: ownInvoiceIdOf(orderId), version: 2 }),
    }));

  const acceptedOrders = async (many: number) => {
    const ids = Array.from({ length: many }, (_, index) => `ord_many-${index}`);
    for (const [index, orderId] of ids.entries()) {
      await aSentQuote(`quo_many-${index}`);
      await accept(`quo_many-${index}`, () => ({ order: anOrder({ company, orderId }) }));
    }
    return ids;
  };

  it('of 50 orders at once, each asked for twice: 50 invoices, numbered without gap', async () => {
    const ids = await acceptedOrders(50);
    const ends = await Promise.allSettled([...ids, ...ids].map(issue));
    const refused = ends.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(50);
    for (const { reason } of refused as PromiseRejectedResult[])
      expect(reason).toBeInstanceOf(ConcurrentChangeError);
    const numbers = await listNumbers(store, { company, entity: 'invoice', prefix: 'R-' });
    expect(numbers.map(({ number }) => number)).toEqual(
      ids.map((_, index) => `R-${String(index + 1).padStart(5, '0')}`),
    );
    expect(seriesGaps(numbers.map(({ number }) => number))).toEqual([]);
  }, 60_000);

  it('is listed with all others, and at its account', async () => {
    await acceptedOrders(1);
    await issue('ord_many-0');
    const { items } = await listInvoices(store, { company, accountId: 'acc_0001' }, page);
    expect(items).toMatchObject([{ connectionId: 'own', canonical: { number: 'R-00001' } }]);
    expect((await listInvoices(store, { company, number: 'R-00001' }, page)).items).toHaveLength(1);
    expect(await getInvoice(store, company, ownInvoiceIdOf('ord_many-0'))).toMatchObject({
      externalId: 'ord_many-0',
    });
    expect(await getOrder(store, company, 'ord_many-0')).toMatchObject({ state: 'invoiced' });
  });
});
