import type { APIGatewayProxyEventV2, SQSEvent } from 'aws-lambda';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyDeliveries } from '../../../../functions/apply-delivery/apply-delivery.ts';
import { comparisonStepSchema } from '../../../../functions/compare-keys/compare-keys.ts';
import { ensureSubscriptionsOf } from '../../../../functions/ensure-subscriptions/ensure-subscriptions.ts';
import { dueInputSchema } from '../../../../functions/list-due-comparisons/list-due-comparisons.ts';
import { followPorts } from '../../../../functions/shared/orders/follow-records.ts';
import { followOrders } from '../../../../functions/follow-orders/follow-orders.ts';
import { readNews } from '../../../../functions/follow-orders/read-news.ts';
import { listDueConnections } from '../../../../functions/list-due-connections/list-due-connections.ts';
import { proposeCouplings } from '../../../../functions/propose-couplings/propose-couplings.ts';
import { readTrigger } from '../../../../functions/propose-couplings/read-trigger.ts';
import { pullInputSchema } from '../../../../functions/pull-changes/pull-changes.ts';
import { readRequest } from '../../../../functions/receive-delivery/read-request.ts';
import { catchUpResultSchema, recordCatchUp } from '../../../../functions/record-catch-up/record-catch-up.ts';
import { loadConnectors } from '../../../../functions/shared/erp/connectors.ts';
import { erpRuntime } from '../../../../functions/shared/ingestion/erp-runtime.ts';
import { queuedMessages } from '../../../../functions/shared/platform/queue-batch.ts';
import { workOff } from '../../../../functions/shared/platform/work-off.ts';
import { getProgress } from '../../../../functions/shared/store/connection-progress.ts';
import { createConnection } from '../../../../functions/shared/store/connections.ts';
import { listDebtors } from '../../../../functions/shared/store/debtors.ts';
import { listInvoices } from '../../../../functions/shared/store/invoices.ts';
import { listCouplings } from '../../../../functions/shared/store/couplings.ts';
import { aStore, type RunningStore } from '../../../support/admin-api/a-store.ts';
import { aConnection } from '../../../support/ingestion/a-connection.ts';
import { ingestionWorld } from '../../../support/ingestion/ingestion-world.ts';
import { aDoor } from '../../../support/webhooks/door.ts';

/** Documentation, fixtures and what `invoke` takes: they must go on working. */
const sample = async <Event>(name: string): Promise<Event> =>
  JSON.parse(await readFile(`events/${name}.json`, 'utf8')) as Event;

const demo = aConnection({ company: 'demo', connectionId: 'standard' });
const secrets = { signingSecrets: ['whsec_b3JkZXJzZWFtLWRlbW8tc2lnbmluZy1zZWNyZXQtMDAx'] };
const now = () => Date.parse('2026-02-01T08:00:00.000Z');

let running: RunningStore;
beforeAll(async () => {
  running = await aStore();
});
afterAll(() => running.close());

describe('events/webhooks', () => {
  const door = aDoor({ connections: [demo], secrets });
  it.each([
    ['invoice-posted', 202, ['invoice']],
    ['debtor-updated', 202, ['debtor']],
    ['broken-signature', 401, []],
    ['broken-body', 400, []],
    ['unknown-connection', 404, []],
  ])('%s is answered with %i', async (name, status, entities) => {
    door.forget();
    const event = await sample<APIGatewayProxyEventV2>(`webhooks/${name}`);
    const answer = await door.receive(event.pathParameters?.connectionId ?? '', readRequest(event));
    expect(answer.status).toBe(status);
    expect(door.effects().queued.map(({ entity }) => entity)).toEqual(entities);
  });
});

const applyPorts = () => ({
  ...ingestionWorld(running.store, {
    connections: { find: () => Promise.resolve(demo) },
    erp: erpRuntime({
      connectors: loadConnectors('connectors'),
      secrets: { of: () => Promise.resolve(secrets) },
      http: { now, send: () => Promise.reject(new Error('Nothing is asked for here.')) },
    }),
  }),
  failures: { note: () => undefined },
  mostReceives: 5,
});

describe('events/queues', () => {
  it('deliveries become a debtor and an invoice', async () => {
    expect(
      await applyDeliveries(applyPorts(), queuedMessages(await sample<SQSEvent>('queues/deliveries'))),
    ).toEqual([]);
    const { items: debtors } = await listDebtors(running.store, { company: 'demo' }, { limit: 5 });
    const { items: invoices } = await listInvoices(running.store, { company: 'demo' }, { limit: 5 });
    expect(debtors.map(({ canonical }) => canonical.number)).toEqual(['10042']);
    expect(invoices).toMatchObject([{ canonical: { number: 'RE-2001' }, flags: [] }]);
  });

  it('of broken ones only the good message is done', async () => {
    const batch = queuedMessages(await sample<SQSEvent>('queues/broken-deliveries'));
    expect(await applyDeliveries(applyPorts(), batch)).toEqual(['m-1', 'm-2']);
  });
});

describe('events/couplings', () => {
  const handler = workOff({ note: () => undefined }, (body) =>
    proposeCouplings({ store: running.store, now }, readTrigger(body)),
  );

  it('changes lead to a proposal', async () => {
    expect(await handler(await sample<SQSEvent>('couplings/changes'))).toEqual({ batchItemFailures: [] });
    const { items } = await listCouplings(
      running.store,
      { company: 'demo', state: 'proposed' },
      { limit: 5 },
    );
    expect(items).toHaveLength(1);
  });

  it('broken ones come again and end in the dead-letter queue', async () => {
    const { batchItemFailures } = await handler(await sample<SQSEvent>('couplings/broken-changes'));
    expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(['m-1', 'm-2']);
  });
});

describe('events/orders', () => {
  const handler = workOff({ note: () => undefined }, (body) =>
    followOrders(followPorts(running.store), readNews(body)),
  );

  it('news of records that nobody knows change nothing', async () => {
    expect(await handler(await sample<SQSEvent>('orders/news'))).toEqual({ batchItemFailures: [] });
  });

  it('broken ones come again and end in the dead-letter queue', async () => {
    const { batchItemFailures } = await handler(await sample<SQSEvent>('orders/broken-news'));
    expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(['m-1', 'm-2']);
  });
});

describe('events/catch-up', () => {
  it.each([
    ['pull-changes', pullInputSchema],
    ['record-catch-up', catchUpResultSchema],
    ['compare-keys', comparisonStepSchema],
  ])('%s is understood, its broken form is refused', async (name, schema) => {
    expect(schema.safeParse(await sample(`catch-up/${name}`)).success).toBe(true);
    expect(schema.safeParse(await sample(`catch-up/broken-${name}`)).success).toBe(false);
  });

  it('record-catch-up leaves the reason on the connection', async () => {
    const result = catchUpResultSchema.parse(await sample('catch-up/record-catch-up'));
    await recordCatchUp({ store: running.store, now, counts: { count: () => undefined } }, result);
    expect((await getProgress(running.store, 'bc')).lastCatchUp?.reason).toBe(
      'invoice: The ERP refused the credentials.',
    );
  });

  it('the ticks of the schedules carry nothing', async () => {
    expect(await sample('catch-up/list-due-connections')).toEqual({});
    expect(await sample('catch-up/ensure-subscriptions')).toEqual({});
    await createConnection(running.store, demo);
    const due = await listDueConnections({ store: running.store, now, pulls: () => true });
    expect(due.connections).toHaveLength(1);
  });

  it('the tick of the comparisons says how often, and not never', async () => {
    const everyWeek = dueInputSchema.parse(await sample('catch-up/list-due-comparisons'));
    expect(everyWeek).toEqual({ everyDays: 7 });
    expect(dueInputSchema.safeParse(await sample('catch-up/broken-list-due-comparisons')).success).toBe(
      false,
    );
  });
});

describe('subscriptions', () => {
  const ports = { now, webhookBaseUrl: 'https://hooks.test/', counts: { count: () => undefined } };

  it('are noted on the connection, with the reason of those that failed', async () => {
    const asked: string[] = [];
    const ensure = (_: unknown, notificationUrl: string) => {
      asked.push(notificationUrl);
      return Promise.resolve([
        { topic: 'customers', action: 'created', externalId: 's-1', expiresAt: '2026-02-04T08:00:00Z' },
        { topic: 'items', action: 'failed', reason: 'The ERP refused it.' },
      ] as const);
    };
    const result = await ensureSubscriptionsOf({ ...ports, store: running.store, ensure }, {});

    expect(asked).toEqual(['https://hooks.test/hooks/standard']);
    expect(result.connections).toEqual([
      { connectionId: 'standard', subscriptions: 1, reason: 'items: The ERP refused it.' },
    ]);
    expect(await getProgress(running.store, 'standard')).toMatchObject({
      subscriptions: [{ resource: 'customers', externalId: 's-1' }],
      subscriptionsReason: 'items: The ERP refused it.',
    });
  });
});
