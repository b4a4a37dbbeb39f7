import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anErp } from './demo-erp-under-test.ts';
import type { ErpUnderTest } from './demo-erp-under-test.ts';
import { aReceiver } from './receiver.ts';
import type { Receiver } from './receiver.ts';

let under: ErpUnderTest;
let receiver: Receiver;
beforeEach(async () => {
  [under, receiver] = await Promise.all([anErp({ windowMilliseconds: 30_000 }), aReceiver()]);
});
afterEach(() => Promise.all([under.stop(), receiver.stop()]));

const subscribe = async () => {
  const resource = `/api/v2.0/companies(${under.erp.companyId})/customers`;
  const json = { notificationUrl: receiver.url, resource };
  expect((await under.api('/subscriptions', { method: 'POST', json })).status).toBe(201);
};

describe('misbehaving webhooks', () => {
  const changeTwice = async () => {
    await under.demo('PATCH customers/D10001', { city: 'Wels' });
    await under.demo('PATCH customers/D10002', { city: 'Wels' });
    await under.advance(30_000);
  };

  it('come twice', async () => {
    await subscribe();
    await under.demo('PUT misbehaviour', { duplicateWebhooks: true });
    await changeTwice();

    expect(receiver.bodies).toHaveLength(2);
    expect(receiver.bodies[0]).toBe(receiver.bodies[1]);
  });

  it('never come', async () => {
    await subscribe();
    await under.demo('PUT misbehaviour', { dropWebhooks: 1 });
    await changeTwice();
    await under.advance(3_600_000);

    expect(receiver.bodies).toEqual([]);
    expect((await under.api('/subscriptions')).body.value).toHaveLength(1);
  });

  it('come late', async () => {
    await subscribe();
    await under.demo('PUT misbehaviour', { delayWebhooksMilliseconds: 60_000 });
    await changeTwice();
    await under.advance(59_999);
    expect(receiver.bodies).toHaveLength(0);
    await under.advance(1);
    expect(receiver.bodies).toHaveLength(1);
  });

  it('are overtaken by later ones', async () => {
    await subscribe();
    await under.demo('PUT misbehaviour', { reorderWebhooks: true });
    await changeTwice();
    await under.demo('PUT misbehaviour', {});
    await under.demo('PATCH customers/D10003', { city: 'Wels' });
    await under.advance(30_000);
    expect(receiver.notifications()).toHaveLength(1);
    await under.advance(60_000);
    const times = receiver.notifications().map(([first]) => Date.parse(first?.lastModifiedDateTime ?? ''));

    expect(times[0]).toBeGreaterThan(times[1] ?? Infinity);
  });

  it('start with a byte order mark', async () => {
    await subscribe();
    await under.demo('PUT misbehaviour', { byteOrderMark: true });
    await changeTwice();

    expect(receiver.bodies[0]?.charCodeAt(0)).toBe(0xfeff);
  });
});
