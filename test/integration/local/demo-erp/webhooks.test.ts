import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anErp } from './demo-erp-under-test.ts';
import type { ErpUnderTest } from './demo-erp-under-test.ts';
import { aReceiver } from './receiver.ts';
import type { Receiver } from './receiver.ts';

const hour = 3_600_000;

let under: ErpUnderTest;
let receiver: Receiver;
beforeEach(async () => {
  [under, receiver] = await Promise.all([
    anErp({ windowMilliseconds: 30_000, collectionThreshold: 5, random: () => 0.5 }),
    aReceiver(),
  ]);
});
afterEach(() => Promise.all([under.stop(), receiver.stop()]));

const subscribe = async (set: string, notificationUrl = receiver.url) => {
  const resource = `/api/v2.0/companies(${under.erp.companyId})/${set}`;
  const json = { notificationUrl, resource, clientState: `${set}-state` };
  return (await under.api('/subscriptions', { method: 'POST', json })).body;
};
const alive = async () => (await under.api('/subscriptions')).body.value.length;
const changesIn = (index: number) =>
  receiver
    .notifications()
    [index]?.map(({ changeType, resource }) => [changeType, resource.replace(/^.*\)\//, '')]);

describe('the merging window', () => {
  it('opens with the first change and merges all changes of a record into one entry', async () => {
    const subscription = await subscribe('customers');
    const { id } = (await under.demo('PATCH customers/D10001', { displayName: 'Eins' })).body;
    await under.advance(29_000);
    const last = await under.demo('PATCH customers/D10001', { displayName: 'Zwei' });
    expect(receiver.bodies).toHaveLength(0);
    await under.advance(1_000);

    expect(receiver.notifications()).toEqual([
      [
        {
          subscriptionId: subscription['subscriptionId'],
          clientState: 'customers-state',
          expirationDateTime: '2026-03-18T09:00:00Z',
          resource: `api/v2.0/companies(${under.erp.companyId})/customers(${id})`,
          changeType: 'updated',
          lastModifiedDateTime: last.body['lastModifiedDateTime'],
        },
      ],
    ]);
  });

  it('tells a record created and changed as created, and any that is deleted as deleted', async () => {
    await subscribe('customers');
    const kept = (await under.demo('POST customers', {})).body;
    const gone = (await under.demo('POST customers', {})).body;
    await under.demo(`PATCH customers/${kept.id}`, { city: 'Graz' });
    await under.demo(`DELETE customers/${gone.id}`);
    await under.advance(30_000);

    expect(changesIn(0)).toHaveLength(2);
    expect(changesIn(0)).toEqual(
      expect.arrayContaining([
        ['created', `customers(${kept.id})`],
        ['deleted', `customers(${gone.id})`],
      ]),
    );
  });

  it('sends the entries of several subscriptions of one address in one request', async () => {
    await Promise.all([subscribe('customers'), subscribe('items'), subscribe('salesInvoices')]);
    await under.demo('PATCH customers/D10002', { city: 'Linz' });
    await under.demo('PATCH items/000071', { unitPrice: 1.23456 });
    await under.demo('POST invoices', { customer: 'D10002' });
    await under.advance(30_000);

    expect(receiver.bodies).toHaveLength(1);
    expect(
      receiver
        .notifications()[0]
        ?.map(({ clientState }) => clientState)
        .sort(),
    ).toEqual(['customers-state', 'items-state', 'salesInvoices-state']);
  });

  it('says "collection" with a filter that finds every record, when too many changed', async () => {
    await subscribe('customers');
    await under.demo('POST customers/bulk', { count: 6 });
    await under.advance(30_000);
    const [[entry] = []] = receiver.notifications();
    const [, query = ''] = entry?.resource.split('?') ?? [];
    const found = await under.company(`/customers?${query}`);

    expect(receiver.notifications().map((entries) => entries.length)).toEqual([1]);
    expect(entry?.changeType).toBe('collection');
    expect(found.body.value.map(({ displayName }) => displayName)).toEqual(
      [1, 2, 3, 4, 5, 6].map((index) => `Großkunde ${index} GmbH`),
    );
  });

  it('tells nothing of what was not subscribed to', async () => {
    await subscribe('items');
    await under.demo('PATCH customers/D10001', { city: 'Wels' });
    await under.advance(hour);

    expect(receiver.bodies).toEqual([]);
  });
});

describe('a notification that does not arrive', () => {
  const changeOne = async () => {
    await under.demo('PATCH customers/D10001', { city: 'Wels' });
    await under.advance(30_000);
  };

  it.each([408, 429, 500, 503])('is sent again after %d, unchanged, until it arrives', async (status) => {
    await subscribe('customers');
    receiver.status = status;
    await changeOne();
    await under.advance(999);
    expect(receiver.bodies).toHaveLength(1);
    await under.advance(1);
    expect(receiver.bodies).toHaveLength(2);
    receiver.status = 200;
    await under.advance(2_000);
    await under.advance(40 * hour);

    expect(receiver.bodies).toHaveLength(3);
    expect(new Set(receiver.bodies).size).toBe(1);
    expect((await under.demo('GET deliveries')).body.value.map(({ outcome }) => outcome)).toEqual([
      'arrived',
      'retry',
      'retry',
    ]);
  });

  it.each([301, 400, 401, 404, 410])('costs all its subscriptions after %d', async (status) => {
    await Promise.all([subscribe('customers'), subscribe('items')]);
    receiver.status = status;
    await changeOne();
    await under.advance(hour);

    expect(receiver.bodies).toHaveLength(1);
    expect((await under.api('/subscriptions')).body.value.map(({ clientState }) => clientState)).toEqual([
      'items-state',
    ]);
  });

  it('is tried again when nobody listens, and given up after 36 hours', async () => {
    await subscribe('customers');
    await receiver.stop();
    await changeOne();
    // 1, 2, 4 … 2,048 s, then hourly: 12 + 34 waits of less than 36 hours together
    const waits = [
      ...Array.from({ length: 12 }, (_, index) => 1_000 * 2 ** index),
      ...new Array<number>(34).fill(hour),
    ];
    for (const wait of waits) await under.advance(wait);
    await under.advance(hour);
    const attempts = (await under.demo('GET deliveries')).body.value;

    expect(attempts).toHaveLength(1 + waits.length);
    expect(attempts.map(({ outcome }) => outcome)).toEqual(['given-up', ...waits.map(() => 'retry')]);
    expect(attempts[0]).toMatchObject({ status: 'unreachable', attempt: 47 });
    expect(await alive()).toBe(1);
  });
});
