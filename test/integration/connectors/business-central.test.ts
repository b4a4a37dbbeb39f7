import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CanonicalInvoice } from '../../../domain/canonical/invoice.ts';
import { prepareInvoice } from '../../../domain/invoices/prepare-invoice.ts';
import { answerHandshake } from '../../../functions/shared/erp/handshake.ts';
import { readChanges } from '../../../functions/shared/erp/envelope.ts';
import { ensureSubscriptions } from '../../../functions/shared/erp/fetch/ensure-subscriptions.ts';
import type { ErpAccess } from '../../../functions/shared/erp/fetch/erp-access.ts';
import { fetchHttp } from '../../../functions/shared/erp/fetch/fetch-http.ts';
import { fetchRecord } from '../../../functions/shared/erp/fetch/fetch-record.ts';
import { pullPage } from '../../../functions/shared/erp/fetch/pull-page.ts';
import { testConnection } from '../../../functions/shared/erp/fetch/test-connection.ts';
import { textAt, type JsonValue } from '../../../functions/shared/erp/lossless-json.ts';
import { mapToCanonical, totalsTolerance } from '../../../functions/shared/erp/map-to-canonical.ts';
import { shippedConnector } from '../../support/erp/a-connector.ts';
import { aRequest, asRead } from '../../support/erp/requests.ts';
import { anErp, type ErpUnderTest } from '../local/demo-erp/demo-erp-under-test.ts';
import { aReceiver, type Receiver } from '../local/demo-erp/receiver.ts';

const connector = shippedConnector('business-central');
const clientState = 'integration-client-state';
let under: ErpUnderTest;
let receiver: Receiver;
let erp: ErpAccess;
beforeAll(async () => {
  under = await anErp();
  receiver = await aReceiver();
  const { url, companyId, credentials } = under.erp;
  erp = {
    connector,
    connection: {
      ...{ connectionId: 'demo', company: 'demo', connector: 'business-central', secretName: 'demo' },
      ...{ baseUrl: `${url}/api/v2.0`, externalCompany: companyId },
      settings: { tokenUrl: `${url}/oauth2/token`, localCurrency: 'EUR' },
    },
    secrets: { clientState, ...credentials },
    http: fetchHttp({ plainHosts: ['127.0.0.1'], now: () => under.clock.now() }),
  };
});
afterAll(async () => {
  await receiver.stop();
  await under.stop();
});

async function pullAll(resource: string, entity: 'debtor' | 'product' | 'invoice'): Promise<JsonValue[]> {
  const request = { entity, resource, since: '2000-01-01T00:00:00Z' };
  let page = await pullPage(erp, request);
  const all = [...page.payloads];
  while (page.nextCursor !== undefined) {
    page = await pullPage(erp, { ...request, cursor: page.nextCursor });
    all.push(...page.payloads);
  }
  return all;
}

const settings = { localCurrency: 'EUR' };
const mapInvoices = (resource: string, payloads: readonly JsonValue[]): Promise<CanonicalInvoice[]> =>
  Promise.all(
    payloads.map((payload) => mapToCanonical(connector, { entity: 'invoice', resource, payload, settings })),
  );

describe('a company of the demo ERP over HTTP', () => {
  it('is reached with its credentials', async () => {
    expect(await testConnection(erp)).toMatchObject({ ok: true });
    expect(
      await testConnection({
        ...erp,
        connection: { ...erp.connection, externalCompany: 'a1b2c3d4-0000-4000-8000-000000000000' },
      }),
    ).toMatchObject({ ok: false });
  });

  it('is pulled whole, page by page, and every record maps', async () => {
    const customers = await pullAll('customers', 'debtor');
    const items = await pullAll('items', 'product');
    const debtors = await Promise.all(
      customers.map((payload) => mapToCanonical(connector, { entity: 'debtor', payload, settings })),
    );
    const products = await Promise.all(
      items.map((payload) => mapToCanonical(connector, { entity: 'product', payload, settings })),
    );

    expect([debtors.length, products.length]).toEqual([40, 60]);
    expect(new Set(debtors.map(({ block }) => block)).size).toBeGreaterThan(1);
    expect(products.every(({ listPrice }) => listPrice?.currency === 'EUR')).toBe(true);
  });

  it('has payment terms by their code, pulled and fetched alike', async () => {
    const { body } = await under.company('/paymentTerms');
    const codes = body.value.map(({ code }) => code);
    const [customer = null] = await pullAll('customers', 'debtor');
    const fetched = await fetchRecord(erp, {
      resource: 'customers',
      externalId: textAt(customer, 'id') ?? '',
    });
    const payloads = [customer, ...(fetched.gone ? [] : [fetched.payload])];
    const debtors = await Promise.all(
      payloads.map((payload) => mapToCanonical(connector, { entity: 'debtor', payload, settings })),
    );

    expect(codes).toContain(debtors[0]?.paymentTerms);
    expect(debtors[1]?.paymentTerms).toBe(debtors[0]?.paymentTerms);
  });

  it('has invoices and credit memos whose lines add up to their totals, credits below zero (I-3, I-4)', async () => {
    const invoices = await mapInvoices('salesInvoices', await pullAll('salesInvoices', 'invoice'));
    const credits = await mapInvoices('salesCreditMemos', await pullAll('salesCreditMemos', 'invoice'));
    const flagged = (resource: string) => (invoice: CanonicalInvoice) =>
      prepareInvoice(invoice, { amount: totalsTolerance(connector, resource) }).flags.length > 0;

    expect([invoices.length >= 365, credits.length > 0]).toEqual([true, true]);
    expect(invoices.filter(flagged('salesInvoices'))).toEqual([]);
    expect(credits.filter(flagged('salesCreditMemos'))).toEqual([]);
    expect(credits.filter(({ totals, corrects }) => !totals.net.startsWith('-') || !corrects)).toEqual([]);
  });

  it('notifies what is then fetched: a change, a posted document of 5,000 lines, a deletion', async () => {
    await subscribe();
    const customer = await under.demo('POST customers', { displayName: 'Neu GmbH' });
    const large = await under.demo('POST invoices/large', { lines: 5_000 });
    await under.demo(`DELETE customers/${customer.body.id}`);
    await under.advance(60_000);
    const changes = await announced();

    const invoice = changes.find(({ externalId }) => externalId === large.body.id);
    const deleted = changes.find(({ externalId }) => externalId === customer.body.id);
    const fetched = await fetchRecord(erp, { resource: invoice?.resource, externalId: large.body.id });
    expect(fetched.gone).toBe(false);
    const [mapped] = fetched.gone ? [] : await mapInvoices('salesInvoices', [fetched.payload]);
    expect(mapped?.lines).toHaveLength(5_000);
    expect(deleted?.change).toBe('deleted');
    expect(await fetchRecord(erp, { resource: 'customers', externalId: customer.body.id })).toEqual({
      gone: true,
    });
  });

  it('takes a renewed token when the old one is no longer valid', async () => {
    await under.demo('POST tokens/expire');

    expect(await testConnection(erp)).toMatchObject({ ok: true });
  });

  it('gives many changes as one entry with the time they start at', async () => {
    await subscribe();
    receiver.bodies.splice(0);
    await under.demo('POST customers/bulk', { count: 1_100 });
    await under.advance(60_000);
    const collection = (await announced()).find(({ change }) => change === 'collection');
    const page = await pullPage(erp, {
      entity: 'debtor',
      resource: 'customers',
      since: collection?.filter ?? '',
    });

    expect(collection).toMatchObject({ entity: 'debtor', externalId: null, resource: 'customers' });
    expect([page.payloads.length, page.nextCursor !== undefined]).toEqual([500, true]);
  });
});

/** Our subscriptions, the handshake answered by the connector itself. */
async function subscribe(): Promise<void> {
  receiver.handshake = (token) => {
    const answer = answerHandshake(connector, aRequest({ query: { validationToken: token } }));
    return answer && { status: answer.status, type: answer.headers['content-type'] ?? '', text: answer.body };
  };
  const ensured = await ensureSubscriptions(erp, { notificationUrl: receiver.url, now: under.clock.now() });
  expect(ensured.filter(({ action }) => action === 'failed')).toEqual([]);
}

async function announced() {
  const context = { secrets: { clientState }, externalCompany: under.erp.companyId };
  const read = await Promise.all(
    receiver.bodies.map((body) => readChanges(connector, asRead(body), context)),
  );
  expect(read.flatMap(({ refused, unreadable }) => [...refused, ...unreadable])).toEqual([]);
  return read.flatMap(({ changes }) => changes);
}
