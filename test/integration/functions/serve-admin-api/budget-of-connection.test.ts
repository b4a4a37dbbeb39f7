import { afterAll, beforeAll, expect, it } from 'vitest';
import { budgetOfConnection } from '../../../../functions/serve-admin-api/connections/budget-of-connection.ts';
import { credentialOf } from '../../../../functions/shared/erp/budget/credential.ts';
import { budgetItem, erpBudget } from '../../../../functions/shared/store/erp-budget.ts';
import { aStore, type RunningStore } from '../../../support/admin-api/a-store.ts';
import { aConnector } from '../../../support/erp/a-connector.ts';
import { aConnection } from '../../../support/ingestion/a-connection.ts';

let running: RunningStore;
beforeAll(async () => void (running = await aStore()));
afterAll(() => running.close());

const NOW = new Date('2026-02-01T08:00:00.000Z');
const limits = { concurrency: 4, perDay: 1_000 };
const asked = aConnector({
  http: { authentication: { kind: 'none' }, test: { path: '' }, budget: limits } as never,
});
const portsWith = (connector: typeof asked) => ({
  store: running.store,
  now: () => NOW,
  secrets: { read: () => Promise.resolve({ user: 'ada' }) } as never,
  connectors: () => Promise.resolve({ names: () => [connector.name], get: () => connector }),
});

it('a connection shows what all its workers have taken of the ERP’s limits', async () => {
  const connection = aConnection({ baseUrl: 'https://erp.example/' });
  const clock = { now: () => NOW.getTime(), sleep: () => Promise.resolve(), chance: () => 0 };
  const worker = erpBudget(budgetItem(running.store, connection.secretName), clock);
  await worker.take({ limits, purpose: 'write', slots: 1, requests: 8, forMs: 60_000 });

  expect(await budgetOfConnection(portsWith(asked), connection)).toEqual({
    ...{ slots: 4, inUse: 1 },
    left: { perDay: { allowed: 1_000, read: 100, write: 92 } },
  });
});

it('connections with one login show the same, whatever their secrets are called', async () => {
  const per = aConnector({
    http: { ...asked.manifest.http, budget: { ...limits, per: '{secret.user}' } } as never,
  });
  const one = aConnection({ baseUrl: 'https://erp.example/', secretName: 'one' });
  const clock = { now: () => NOW.getTime(), sleep: () => Promise.resolve(), chance: () => 0 };
  const credential = credentialOf({ connector: per, connection: one, secrets: { user: 'ada' } });
  expect(credential).not.toContain('ada');
  const worker = erpBudget(budgetItem(running.store, credential), clock);
  await worker.take({ limits, purpose: 'read', slots: 2, requests: 8, forMs: 60_000 });

  for (const secretName of ['one', 'other'])
    expect(await budgetOfConnection(portsWith(per), { ...one, secretName })).toMatchObject({ inUse: 2 });
});

it('one that is never asked shows none', async () => {
  expect(await budgetOfConnection(portsWith(asked), aConnection({ baseUrl: undefined }))).toBeUndefined();
  expect(await budgetOfConnection(portsWith(aConnector({})), aConnection())).toBeUndefined();
});
