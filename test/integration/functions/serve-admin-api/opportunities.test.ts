import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createQuote } from '../../../../functions/shared/store/quotes.ts';
import { adminClient, type AdminAnswer, type AdminClient } from '../../../support/admin-api/admin-client.ts';
import { aStore, type RunningStore } from '../../../support/admin-api/a-store.ts';
import { testPorts, type TestPorts } from '../../../support/admin-api/test-ports.ts';
import { aQuote } from '../../../support/sales/sale-records.ts';

let running: RunningStore;
beforeAll(async () => void (running = await aStore()));
afterAll(() => running.close());

let ports: TestPorts;
let call: AdminClient;
let company = '';
let count = 0;
beforeEach(() => {
  company = `company-${(count += 1)}`;
  ports = testPorts(running.store);
  const client = adminClient(ports);
  call = (method, path, options = {}) => client(method, path, { company, ...options });
});

interface Opened {
  readonly opportunityId: string;
  readonly accountId: string;
}
const ifMatch = (version: number) => ({ 'if-match': `"${version}"` });
const idsOf = ({ body }: AdminAnswer) =>
  (body as { items: Opened[] }).items.map(({ opportunityId }) => opportunityId);

const anAccount = async (name = 'Musterbau') =>
  ((await call('POST', '/accounts', { body: { name } })).body as Opened).accountId;

async function open(fields: object = {}): Promise<Opened> {
  const accountId = await anAccount();
  const body = {
    ...{ accountId, title: 'Office', probability: 50 },
    expectedValue: { amount: '1000', currency: 'EUR' },
    ...fields,
  };
  return (await call('POST', '/opportunities', { body })).body as Opened;
}

describe('an opportunity', () => {
  it('lives from creation to deletion', async () => {
    const { opportunityId } = await open();
    const address = `/opportunities/${opportunityId}`;
    const changed = await call('PATCH', address, { headers: ifMatch(1), body: { stage: 'negotiated' } });
    expect(changed).toMatchObject({ status: 200, body: { stage: 'negotiated', version: 2 } });
    expect((await call('PATCH', address, { headers: ifMatch(1), body: {} })).status).toBe(412);
    expect((await call('DELETE', address, { headers: ifMatch(2) })).status).toBe(204);
    expect((await call('GET', address)).status).toBe(404);
  });

  it('is lost only with a reason, and can be reopened', async () => {
    const { opportunityId } = await open();
    const address = `/opportunities/${opportunityId}`;
    const refused = await call('PATCH', address, { headers: ifMatch(1), body: { stage: 'lost' } });
    expect(refused).toMatchObject({
      status: 422,
      body: { rule: 'reason-missing', errors: [{ field: 'lostReason' }] },
    });
    const lost = { stage: 'lost', lostReason: 'too dear' };
    expect((await call('PATCH', address, { headers: ifMatch(1), body: lost })).body).toMatchObject({
      ...lost,
      probability: 0,
    });
    const reopened = await call('PATCH', address, {
      headers: ifMatch(2),
      body: { stage: 'proposed', probability: 20 },
    });
    expect(reopened.body).toMatchObject({ stage: 'proposed', lostReason: null });
  });

  it('that was won stays won', async () => {
    const { opportunityId } = await open({ stage: 'won' });
    const body = { stage: 'qualified' };
    const answer = await call('PATCH', `/opportunities/${opportunityId}`, { headers: ifMatch(1), body });
    expect(answer).toMatchObject({ status: 422, body: { rule: 'stage-not-possible' } });
  });

  it('needs an account and a contact that exist', async () => {
    const body = { title: 'x', probability: 1, expectedValue: { amount: '1', currency: 'EUR' } };
    const nowhere = await call('POST', '/opportunities', { body: { ...body, accountId: 'acc_nobody' } });
    expect(nowhere).toMatchObject({ status: 422, body: { errors: [{ field: 'accountId' }] } });
    const accountId = await anAccount();
    const withNobody = { ...body, accountId, contactId: 'con_nobody' };
    expect(await call('POST', '/opportunities', { body: withNobody })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'contactId' }] },
    });
  });

  it('from which a quote was made is not deleted', async () => {
    const { opportunityId, accountId } = await open();
    await createQuote(ports.store, { company, series: 'quote' }, () =>
      aQuote({ company, accountId, opportunityId }),
    );
    const answer = await call('DELETE', `/opportunities/${opportunityId}`, { headers: ifMatch(1) });
    expect(answer).toMatchObject({ status: 409 });
  });

  it('of another company is not there (S1)', async () => {
    const { opportunityId } = await open();
    expect((await call('GET', `/opportunities/${opportunityId}`, { company: 'other' })).status).toBe(404);
    expect(idsOf(await call('GET', '/opportunities', { company: 'other' }))).toEqual([]);
  });
});

describe('lists', () => {
  it('go stage by stage, the next expected first, and filter by stage, owner and title', async () => {
    const late = await open({ expectedOn: '2026-05-01', owner: 'ada' });
    const soon = await open({ expectedOn: '2026-03-01', title: 'Repair' });
    const won = await open({ stage: 'won', owner: 'ada' });
    const ids = [soon, late, won].map(({ opportunityId }) => opportunityId);
    expect(idsOf(await call('GET', '/opportunities'))).toEqual(ids);
    expect(idsOf(await call('GET', '/opportunities?stage=won'))).toEqual([won.opportunityId]);
    expect(idsOf(await call('GET', '/opportunities?owner=ada&stage=qualified'))).toEqual([
      late.opportunityId,
    ]);
    expect(idsOf(await call('GET', '/opportunities?text=repair'))).toEqual([soon.opportunityId]);
  });

  it('show under the survivor what a merged account had (D-6)', async () => {
    const { opportunityId, accountId } = await open();
    const survivor = await anAccount('Musterbau neu');
    await call('POST', `/accounts/${accountId}/merge`, { headers: ifMatch(1), body: { into: survivor } });
    expect(idsOf(await call('GET', `/opportunities?accountId=${survivor}`))).toEqual([opportunityId]);
  });
});

it('the pipeline weighs what is open, per currency and stage', async () => {
  await open({ probability: 33 });
  await open({ probability: 10, stage: 'negotiated' });
  await open({ expectedValue: { amount: '5', currency: 'JPY' }, probability: 50 });
  await open({ stage: 'won' });
  const { body } = await call('GET', '/pipeline');
  expect(body).toMatchObject({
    currencies: [
      {
        currency: 'EUR',
        stages: [
          { stage: 'qualified', count: 1, weighted: '330.00' },
          { stage: 'proposed', count: 0, weighted: '0.00' },
          { stage: 'negotiated', count: 1, weighted: '100.00' },
        ],
        open: { count: 2, value: '2000.00', weighted: '430.00' },
      },
      { currency: 'JPY', open: { count: 1, weighted: '3' } },
    ],
  });
});
