import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { productLayout } from '../../../../functions/shared/store/mirror-layout.ts';
import { putMirrored } from '../../../../functions/shared/store/mirror-records.ts';
import { pricesFor } from '../../../../functions/shared/store/price-agreements.ts';
import { adminClient, type AdminAnswer, type AdminClient } from '../../../support/admin-api/admin-client.ts';
import { aStore, type RunningStore } from '../../../support/admin-api/a-store.ts';
import { aProduct } from '../../../support/admin-api/stored-records.ts';
import { testPorts, type TestPorts } from '../../../support/admin-api/test-ports.ts';

let running: RunningStore;
beforeAll(async () => void (running = await aStore()));
afterAll(() => running.close());

let ports: TestPorts;
let call: AdminClient;
let company = '';
let count = 0;
let accountId = '';
beforeEach(async () => {
  company = `company-${(count += 1)}`;
  ports = testPorts(running.store);
  const client = adminClient(ports);
  call = (method, path, options = {}) => client(method, path, { company, ...options });
  accountId = await anAccount('Musterbau');
});

const ifMatch = (version: number) => ({ 'if-match': `"${version}"` });
const anAccount = async (name: string) =>
  ((await call('POST', '/accounts', { body: { name } })).body as { accountId: string }).accountId;
const discount = { kind: 'discount', percent: '10' };
const agree = async (fields: object = {}) => {
  const body = { for: { accountId }, on: { productGroup: 'DESKS' }, terms: discount, ...fields };
  return call('POST', '/price-agreements', { body });
};
const idOf = ({ body }: AdminAnswer) => (body as { priceAgreementId: string }).priceAgreementId;
const idsOf = ({ body }: AdminAnswer) =>
  (body as { items: { priceAgreementId: string }[] }).items.map(({ priceAgreementId }) => priceAgreementId);

describe('a price agreement', () => {
  it('lives from creation to deletion', async () => {
    const address = `/price-agreements/${idOf(await agree())}`;
    const changed = await call('PATCH', address, { headers: ifMatch(1), body: { minimumQuantity: '10' } });
    expect(changed).toMatchObject({
      status: 200,
      body: { minimumQuantity: '10', terms: discount, version: 2 },
    });
    expect((await call('DELETE', address, { headers: ifMatch(2) })).status).toBe(204);
    expect((await call('GET', address)).status).toBe(404);
  });

  it.each([
    ['more than 100 %', { terms: { kind: 'discount', percent: '101' } }, 'terms.percent'],
    [
      'a price with 7 decimals',
      { terms: { kind: 'price', amount: '1.1234567', currency: 'EUR' } },
      'terms.amount',
    ],
    [
      'an account and a price group at once',
      { for: { accountId: 'acc_0001', priceGroup: 'A' } },
      'for.priceGroup',
    ],
    ['an account nobody knows', { for: { accountId: 'acc_nobody' } }, 'accountId'],
    ['a product nobody knows', { on: { productId: `prd_${'x'.repeat(22)}` } }, 'on.productId'],
    [
      'a period that ends before it starts',
      { validFrom: '2026-02-01', validUntil: '2026-02-01' },
      'validUntil',
    ],
  ])('with %s is refused at its field', async (_, fields, field) => {
    expect(await agree(fields)).toMatchObject({ status: 422, body: { errors: [{ field }] } });
  });

  it('may be on a product of the catalogue', async () => {
    const product = aProduct({}, { company });
    await putMirrored(ports.store, { layout: productLayout, record: product }, 'absent');
    expect((await agree({ on: { productId: product.recordId } })).status).toBe(201);
  });
});

describe('lists', () => {
  it('of an account and of a price group show its own, whatever the case of the group in the key', async () => {
    const own = idOf(await agree());
    const ofGroup = idOf(await agree({ for: { priceGroup: 'GROSS' } }));
    const ofOther = idOf(await agree({ for: { priceGroup: 'gross' } }));
    expect(idsOf(await call('GET', `/price-agreements?accountId=${accountId}`))).toEqual([own]);
    expect(idsOf(await call('GET', '/price-agreements?priceGroup=GROSS'))).toEqual([ofGroup]);
    expect(idsOf(await call('GET', '/price-agreements')).toSorted()).toEqual(
      [own, ofGroup, ofOther].toSorted(),
    );
    expect(idsOf(await call('GET', '/price-agreements?productGroup=CHAIRS'))).toEqual([]);
    const counted = await pricesFor(ports.store, { company, accountId, priceGroup: 'GROSS' });
    expect(counted.map(({ priceAgreementId }) => priceAgreementId).toSorted()).toEqual(
      [own, ofGroup].toSorted(),
    );
  });

  it('count what was agreed with a merged account as the survivor’s own (D-6)', async () => {
    await agree();
    const survivor = await anAccount('Musterbau neu');
    await call('POST', `/accounts/${accountId}/merge`, { headers: ifMatch(1), body: { into: survivor } });
    const counted = await pricesFor(ports.store, { company, accountId: survivor });
    expect(counted).toMatchObject([{ for: { accountId: survivor }, terms: discount }]);
  });
});
