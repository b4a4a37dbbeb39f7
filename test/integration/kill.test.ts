import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Delivery } from '../../domain/records/delivery.ts';
import { inTurns } from '../../functions/shared/ingestion/in-turns.ts';
import { KilledRun } from '../support/running-app/killed-run.ts';
import { canSeeProcesses, processesNaming } from '../support/running-app/processes.ts';
import { StoredData } from '../support/running-app/stored-data.ts';
import { heldBy, recordOf } from '../support/stories/held-record.ts';
import { truthOf } from '../support/stories/truth.ts';

/**
 * W1 to W4 where it hurts: the whole application is killed hard again and again while a sender posts, and once while it boots.
 * `ORDERSEAM_KILL_SEED` repeats a run.
 */
const run = new KilledRun({ webhooks: 2_000, kills: 5 });
let data: StoredData;
let deliveries: readonly Delivery[];

beforeAll(async () => {
  await run.play();
  data = new StoredData(run.dataFolder);
  await run.untilQuiet(data);
  deliveries = await data.deliveries('demo', 'standard');
  return () => data.close();
}, 300_000);

afterAll(() => run.end());

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

describe('after hard kills while webhooks arrive', () => {
  it('every webhook that was answered has a delivery for each time it was taken over, and only then (W1)', () => {
    const received = Map.groupBy(deliveries, (delivery) => delivery.sha256);
    for (const { hash, answers, tries } of run.sent()) {
      const count = received.get(hash)?.length ?? 0;
      expect(count, hash).toBeGreaterThanOrEqual(answers);
      expect(count, hash).toBeLessThanOrEqual(tries);
    }
    expect([...received.keys()].sort()).toEqual(
      run
        .sent()
        .map(({ hash }) => hash)
        .sort(),
    );
  });

  it('every delivery has one final state, and nobody has to look at any of them (W1)', () => {
    const states = new Set(deliveries.map(({ state }) => state));
    expect([...states].filter((state) => !['applied', 'superseded', 'duplicate'].includes(state))).toEqual(
      [],
    );
    expect(new Set(deliveries.map(({ deliveryId }) => deliveryId)).size).toBe(deliveries.length);
  });

  it('what was sent several times was applied at most once (W2)', () => {
    const applied = deliveries.filter(({ state }) => state === 'applied').map((delivery) => delivery.sha256);
    expect(new Set(applied).size).toBe(applied.length);
  });

  it('the archived bytes of every delivery are the bytes that were sent (W3)', async () => {
    const hashes = await inTurns(deliveries, 16, async (delivery) =>
      sha256(await data.archivedBytes(delivery)),
    );
    expect(hashes).toEqual(deliveries.map((delivery) => delivery.sha256));
  });

  it('every record is what the sender has (W4)', async () => {
    const store = await data.store();
    await inTurns(run.stories, 16, async ({ told, ...story }) => {
      const record = await recordOf(store, { company: 'demo', connectionId: 'standard', ...story });
      expect(heldBy(record), story.externalId).toEqual(truthOf(told, new Set(told.keys())));
    });
  });

  it('nothing is left in a dead-letter queue', async () => {
    expect(await data.queued()).toEqual({ waiting: 0, dead: 0 });
  });

  it.skipIf(!canSeeProcesses)('a last hard kill leaves no process behind', async () => {
    expect(processesNaming(run.dataFolder).length).toBeGreaterThan(2);
    await run.kill();
    await expect.poll(() => processesNaming(run.dataFolder), { timeout: 10_000, interval: 50 }).toEqual([]);
  });
});
