import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ErpUnavailableError } from '../../../../domain/errors.ts';
import { applyDeliveries } from '../../../../functions/apply-delivery/apply-delivery.ts';
import { ensureSubscriptionsOf } from '../../../../functions/ensure-subscriptions/ensure-subscriptions.ts';
import { recordCatchUp } from '../../../../functions/record-catch-up/record-catch-up.ts';
import type { EnsuredSubscription } from '../../../../functions/shared/erp/fetch/ensure-subscriptions.ts';
import { getProgress } from '../../../../functions/shared/store/connection-progress.ts';
import { createConnection } from '../../../../functions/shared/store/connections.ts';
import { lastHeard } from '../../../../functions/shared/store/heard-webhooks.ts';
import { aStore, type RunningStore } from '../../../support/admin-api/a-store.ts';
import { aConnection } from '../../../support/ingestion/a-connection.ts';
import { aMessage, queued } from '../../../support/ingestion/a-message.ts';
import { ingestionWorld } from '../../../support/ingestion/ingestion-world.ts';

const START = Date.parse('2026-02-02T08:00:00Z');
const at = (hours: number) => new Date(START + hours * 3_600_000).toISOString();

let running: RunningStore;
let connectionId: string;
let count = 0;
let counted: string[];
beforeAll(async () => {
  running = await aStore();
});
afterAll(() => running.close());
beforeEach(async () => {
  connectionId = `watched-${(count += 1)}`;
  counted = [];
  await createConnection(running.store, aConnection({ connectionId }));
});

const counts = { count: (name: string) => void counted.push(name) };
const progress = () => getProgress(running.store, connectionId);

/** A webhook that comes and is worked on soon after. */
async function webhook(hours: number, workedOn = hours): Promise<void> {
  const debtor = { entity: 'debtor', externalId: 'd', change: 'deleted' } as const;
  const message = aMessage([debtor], { connectionId, receivedAt: at(hours) });
  const world = ingestionWorld(running.store);
  const ports = {
    ...{ ...world, now: () => Date.parse(at(workedOn)) },
    ...{ failures: { note: () => undefined }, mostReceives: 5 },
    connections: { find: () => Promise.resolve(aConnection({ connectionId })) },
  };
  await applyDeliveries(ports, [queued(message)]);
}

const catchUp = (hours: number, applied: number) =>
  recordCatchUp(
    { store: running.store, now: () => Date.parse(at(hours + 0.01)), counts },
    {
      connectionId,
      startedAt: at(hours),
      entities: [{ entity: 'debtor', counts: { applied } }, { entity: 'product' }],
    },
  );

describe('a webhook', () => {
  it('is a sign of life of its connection, noted once in five minutes', async () => {
    await webhook(0);
    await webhook(0.05);
    expect(await lastHeard(running.store, connectionId)).toBe(at(0));

    await webhook(0.1);
    expect(await lastHeard(running.store, connectionId)).toBe(at(0.1));
  });

  it('that waited for hours is none', async () => {
    await webhook(0, 5);

    expect(await lastHeard(running.store, connectionId)).toBeUndefined();
  });
});

describe('webhooks that stop', () => {
  it('are noted on the connection and counted, until they come again', async () => {
    await webhook(0);
    for (const hours of [1, 7, 13.5, 14]) await catchUp(hours, 2);
    expect([counted, (await progress()).webhooksReason]).toEqual([
      ['webhooks-silent'],
      expect.stringContaining('found 6 changes that no webhook told of; the last one came at'),
    ]);

    await webhook(15);
    await catchUp(15.5, 0);
    expect([counted.length, await progress()]).toMatchObject([1, { lastCatchUp: { outcome: 'done' } }]);
    expect(Object.keys(await progress())).not.toContain('webhooksReason');
  });

  it('do not matter to a connection that never had any', async () => {
    for (const hours of [1, 14, 28]) await catchUp(hours, 2);

    expect([counted, (await progress()).unannounced]).toEqual([[], undefined]);
  });
});

describe('subscriptions that cannot be upheld', () => {
  const kept = { topic: 'items', action: 'kept', externalId: 's-1', expiresAt: at(70) } as const;
  const ensureAt = (hours: number, ensure: () => Promise<readonly EnsuredSubscription[]>) =>
    ensureSubscriptionsOf(
      {
        store: running.store,
        now: () => Date.parse(at(hours)),
        webhookBaseUrl: 'https://h.test',
        counts,
        ensure,
      },
      { connectionId },
    );
  const away = () => Promise.reject(new ErpUnavailableError('It is away.'));
  const refused = () => Promise.resolve([{ topic: 'items', action: 'failed', reason: 'No.' }] as const);

  it('are still known, and are for a person after three hours', async () => {
    await ensureAt(0, () => Promise.resolve([kept]));
    await ensureAt(1, away);
    await ensureAt(2, refused);
    expect([counted, await progress()]).toMatchObject([
      [],
      {
        subscriptions: [{ resource: 'items', externalId: 's-1', checkedAt: at(0) }],
        subscriptionsFailingSince: at(1),
        subscriptionsReason: 'items: No.',
      },
    ]);

    await ensureAt(4, away);
    expect(counted).toEqual(['subscriptions-failing']);
  });

  it('are for a person at once where one is about to end', async () => {
    await ensureAt(0, () => Promise.resolve([kept]));
    await ensureAt(60, away);

    expect(counted).toEqual(['subscriptions-failing']);
  });

  it('are forgotten once they stand again', async () => {
    await ensureAt(0, away);
    await ensureAt(9, () => Promise.resolve([kept]));

    expect(counted).toEqual([]);
    expect(Object.keys(await progress()).sort()).toEqual(['connectionId', 'subscriptions', 'watermarks']);
  });
});
