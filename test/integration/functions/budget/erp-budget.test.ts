import { afterAll, beforeAll, expect, it } from 'vitest';
import { takeShare } from '../../../../functions/shared/store/erp-budget.ts';
import { aStore, type RunningStore } from '../../../support/admin-api/a-store.ts';

let running: RunningStore;
beforeAll(async () => void (running = await aStore()));
afterAll(() => running.close());

const NOW = 1_700_000_000_000;
const ask = (concurrency: number, now = NOW) => ({ limits: { concurrency }, now });

it('gives several workers at once no more shares than there are, and one back for each that is released', async () => {
  const take = () => takeShare(running.store, 'bc-1', ask(3));
  const shares = await Promise.all(Array.from({ length: 6 }, take));
  const granted = shares.filter((share) => share.granted);
  expect(granted).toHaveLength(3);
  await Promise.all(granted.map(({ release }) => release()));
  expect((await take()).granted).toBe(true);
});

it('counts each connection by itself', async () => {
  expect((await takeShare(running.store, 'bc-2', ask(1))).granted).toBe(true);
  expect((await takeShare(running.store, 'bc-2', ask(1))).granted).toBe(false);
  expect((await takeShare(running.store, 'bc-3', ask(1))).granted).toBe(true);
});

it('gets back by itself what a worker that died had', async () => {
  expect((await takeShare(running.store, 'bc-4', ask(1))).granted).toBe(true);
  const refused = await takeShare(running.store, 'bc-4', ask(1, NOW + 60_000));
  expect(refused).toEqual({ granted: false, waitUntil: NOW + 60_500 });
  expect((await takeShare(running.store, 'bc-4', ask(1, NOW + 180_000))).granted).toBe(true);
});
