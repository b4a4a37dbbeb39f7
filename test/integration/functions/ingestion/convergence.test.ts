import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { debtorRules } from '../../../../functions/shared/ingestion/record-rules.ts';
import { storeChange } from '../../../../functions/shared/ingestion/store-change.ts';
import { getDebtor } from '../../../../functions/shared/store/debtors.ts';
import { recordIdOf } from '../../../../functions/shared/store/record-ids.ts';
import type { CanonicalDebtor } from '../../../../domain/canonical/debtor.ts';
import { aStore, type RunningStore } from '../../../support/admin-api/a-store.ts';
import {
  aSourceHistory,
  permutationsOf,
  type SourceEvent,
} from '../../../support/ingestion/source-history.ts';

let running: RunningStore;
beforeAll(async () => {
  running = await aStore();
});
afterAll(() => running.close());

const identityOf = (externalId: string) => ({
  ...{ company: 'acme', connectionId: 'acme-erp', externalId },
  recordId: recordIdOf({ connectionId: 'acme-erp', entity: 'debtor', externalId }),
});

async function arrive(
  externalId: string,
  event: SourceEvent<CanonicalDebtor>,
  payload: 'complete' | 'partial',
): Promise<void> {
  const incoming = { ...event, payload, ...(event.content && { content: { ...event.content, externalId } }) };
  const change = {
    identity: identityOf(externalId),
    incoming,
    isLikelyNew: false,
    now: '2026-02-01T08:00:00.000Z',
  };
  await storeChange(running.store, debtorRules, change);
}

async function endState(externalId: string): Promise<unknown> {
  const debtor = await getDebtor(running.store, 'acme', identityOf(externalId).recordId);
  return {
    ...debtor?.canonical,
    externalId: '',
    deletedAt: debtor?.deletedAt,
    formerNumbers: debtor?.formerNumbers,
  };
}

const history = aSourceHistory<CanonicalDebtor>([
  { externalId: 'x', number: '100', name: 'First' },
  { externalId: 'x', number: '100', name: 'Second' },
  { externalId: 'x', number: '200', name: 'Second' },
  undefined,
]);

describe.each(['complete', 'partial'] as const)('through the tables, with %s payloads', (payload) => {
  it('every order of arrival, one after the other, ends alike (D-5, W4)', async () => {
    const states = await Promise.all(
      permutationsOf(history).map(async (order, index) => {
        const externalId = `${payload}-${index}`;
        for (const event of [...order, ...order.slice(0, 2)]) await arrive(externalId, event, payload);
        return endState(externalId);
      }),
    );

    expect(new Set(states.map((state) => JSON.stringify(state))).size).toBe(1);
    expect(states[0]).toMatchObject({ deletedAt: history[3]?.order.at, formerNumbers: ['100'] });
  });

  it('all of them racing end alike too: no version overwrites a newer one', async () => {
    const live = history.slice(0, 3);
    const races = Array.from({ length: 20 }, (_, index) => `${payload}-race-${index}`);
    await Promise.all(
      races.flatMap((externalId) => [...live, ...live].map((event) => arrive(externalId, event, payload))),
    );

    for (const externalId of races) {
      expect(await endState(externalId)).toMatchObject({
        number: '200',
        name: 'Second',
        formerNumbers: ['100'],
      });
    }
  });
});
