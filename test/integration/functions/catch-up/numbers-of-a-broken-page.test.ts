import { afterAll, beforeAll, expect, it } from 'vitest';
import { ErpUnavailableError } from '../../../../domain/errors.ts';
import { pullChanges } from '../../../../functions/pull-changes/pull-changes.ts';
import type { JsonValue } from '../../../../functions/shared/erp/lossless-json.ts';
import type { Erp } from '../../../../functions/shared/ingestion/ports.ts';
import { listNumbers } from '../../../../functions/shared/store/numbers.ts';
import { recordIdOf } from '../../../../functions/shared/store/record-ids.ts';
import { aStore, type RunningStore } from '../../../support/admin-api/a-store.ts';
import { ingestionWorld } from '../../../support/ingestion/ingestion-world.ts';

let running: RunningStore;
beforeAll(async () => void (running = await aStore()));
afterAll(() => running.close());

const rows = ['a', 'b'];
const theDebtor = (externalId: string, name: string): JsonValue => ({
  externalId,
  number: `D-${externalId}`,
  name,
});

it('a record is found by its number though the page broke off before, and the ERP had changed it when it was read again (D-6)', async () => {
  const world = ingestionWorld(running.store);
  let isAway = true;
  const fetch: Erp['fetch'] = (_, { externalId }) =>
    externalId === 'b' && isAway
      ? Promise.reject(new ErpUnavailableError('The ERP answered 503.'))
      : Promise.resolve(theDebtor(externalId ?? '', isAway ? 'Old' : 'New'));
  const erp: Erp = {
    ...{ ...world.erp, fetch },
    pull: () => Promise.resolve({ payloads: rows }),
    listed: (_, { entity, resource }) =>
      rows.map((externalId) => ({ entity, resource, externalId, change: 'updated' })),
  };
  const input = {
    connectionId: 'acme-erp',
    entity: 'debtor',
    runStartedAt: '2026-02-01T08:00:00.000Z',
  } as const;
  await expect(pullChanges({ ...world, erp }, input)).rejects.toThrow(ErpUnavailableError);

  isAway = false;
  await pullChanges({ ...world, erp }, input);

  for (const externalId of rows) {
    const found = await listNumbers(running.store, {
      ...{ company: 'acme', entity: 'debtor', prefix: `D-${externalId}` },
    });
    const recordId = recordIdOf({ connectionId: 'acme-erp', entity: 'debtor', externalId });
    expect(found).toMatchObject([{ recordId }]);
  }
});
