import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ComparedEntity } from '../../../../domain/comparison/comparison.ts';
import type { Connection } from '../../../../domain/records/connection.ts';
import { noteOn } from '../../../../functions/compare-keys/comparison-run.ts';
import { listDueComparisons } from '../../../../functions/list-due-comparisons/list-due-comparisons.ts';
import { createConnection } from '../../../../functions/shared/store/connections.ts';
import { aStore, type RunningStore } from '../../../support/admin-api/a-store.ts';
import { aConnection } from '../../../support/ingestion/a-connection.ts';

const now = Date.parse('2026-03-15T02:30:00.000Z');
const startedAt = '2026-03-14T02:30:00.000Z';
let running: RunningStore;
beforeAll(async () => {
  running = await aStore();
  for (const connectionId of ['bc', 'paused', 'receiver'])
    await createConnection(
      running.store,
      aConnection({ connectionId, state: connectionId === 'paused' ? 'paused' : 'active' }),
    );
});
afterAll(() => running.close());

const compared = ({ connectionId }: Connection): ComparedEntity[] =>
  connectionId === 'receiver' ? [] : ['debtor', 'product'];
const due = async () => {
  const ports = { store: running.store, now: () => now, compared };
  return (await listDueComparisons(ports, { everyDays: 7 })).comparisons;
};
const note = (entity: ComparedEntity, preview: boolean) =>
  noteOn(
    { store: running.store },
    { connectionId: 'bc', entity, preview, startedAt, runId: 'run' },
    { startedAt, preview, outcome: preview ? 'previewed' : 'done' },
  );

it('names what active connections can compare, each with the name of its run', async () => {
  expect(await due()).toEqual([
    { connectionId: 'bc', entity: 'debtor', runName: 'bc-debtors-2026-03-15' },
    { connectionId: 'bc', entity: 'product', runName: 'bc-products-2026-03-15' },
  ]);
});

it('leaves out what was compared, not what was only previewed', async () => {
  await note('debtor', false);
  await note('product', true);
  expect(await due()).toMatchObject([{ entity: 'product' }]);
  await note('debtor', true);
  expect(await due()).toMatchObject([{ entity: 'product' }]);
});
