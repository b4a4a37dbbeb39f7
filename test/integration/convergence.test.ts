import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { entitySchema, type Entity } from '../../domain/canonical/change.ts';
import { aStore, type RunningStore } from '../support/admin-api/a-store.ts';
import { batchWrite } from '../../functions/shared/store/batch-write.ts';
import { numberWrite } from '../../functions/shared/store/numbers.ts';
import { everyOrder, everyOrderWithOneTwice, type Arrivals } from '../support/stories/arrivals.ts';
import { secondLife, shortLife, STORY_REFERENCE, wholeLife } from '../support/stories/example-stories.ts';
import { MirrorUnderTest, recordIdOfLife, type Life } from '../support/stories/mirror-under-test.ts';
import { tell, type Dating, type Step } from '../support/stories/story.ts';
import { truthOf } from '../support/stories/truth.ts';

/**
 * D-5, D-6, W2, W4 through the code that runs in production: message, connector, mapping, conditional writes, delivery records and
 * events, over a real table engine. Every order of arrival is the life of a record of its own; all are led side by side.
 */
let running: RunningStore;
beforeAll(async () => {
  running = await aStore();
  const ours = { company: 'acme', entity: 'order' as const, number: STORY_REFERENCE, recordId: 'ord_story' };
  await batchWrite(running.store, [numberWrite(running.store, ours)]);
});
afterAll(() => running.close());
vi.setConfig({ testTimeout: 120_000 });

interface Telling {
  readonly entity: Entity;
  readonly steps: readonly Step[];
  readonly dating: Dating;
  readonly orders: readonly Arrivals[];
  /** Keeps lives of different tests apart. */
  readonly about: string;
}

const livesOf = ({ entity, steps, dating, orders, about }: Telling): Life[] =>
  orders.map((arrivals) => {
    const externalId = `${dating} ${arrivals.join('-')} ${about}`;
    return { entity, externalId, told: tell({ entity, externalId, steps }, dating), arrivals };
  });

/** Brings the lives' notifications round by round and judges the mirror after each, then what was recorded and told. */
async function lead(mirror: MirrorUnderTest, lives: readonly Life[]): Promise<void> {
  const rounds = lives[0]?.arrivals.length ?? 0;
  for (let round = 1; round <= rounds; round += 1) {
    await mirror.bring(lives.map((life) => ({ life, round: round - 1 })));
    await judge(mirror, lives, round);
  }
}

async function judge(mirror: MirrorUnderTest, lives: readonly Life[], rounds: number): Promise<void> {
  const held = await mirror.heldOf(lives);
  for (const [index, { externalId, told, arrivals }] of lives.entries()) {
    const arrived = new Set(arrivals.slice(0, rounds));
    expect(held[index], `${externalId} after ${rounds} arrivals`).toEqual(truthOf(told, arrived));
  }
}

const numbersOf = (steps: readonly Step[]): string[] => [
  ...new Set(steps.flatMap(({ fields: { number } }) => (typeof number === 'string' ? [number] : []))),
];

const cases = (...datings: readonly Dating[]) =>
  entitySchema.options.flatMap((entity) => datings.map((dating) => ({ entity, dating })));

it.each(cases('version and time', 'time', 'envelope', 'version'))(
  'of a $entity dated by $dating, the newest known is held after each arrival, in whatever order it lives and dies',
  async ({ entity, dating }) => {
    const mirror = new MirrorUnderTest(running.store);
    const steps = wholeLife(entity);
    const lives = livesOf({ entity, dating, steps, orders: everyOrder(5), about: 'whole' });
    await lead(mirror, lives);

    expect(await mirror.statesOfDeliveries()).not.toContain('parked');
    const everyLife = lives.map(recordIdOfLife);
    // Orders as the ERP has them are found by our reference, not by the ERP's number.
    for (const number of entity === 'order' ? [] : numbersOf(steps)) {
      expect(await mirror.foundBy(entity, number)).toEqual(expect.arrayContaining(everyLife));
    }
  },
);

it.each(cases('time', 'version'))(
  'of a $entity dated by $dating, a notification that comes twice has one effect',
  async ({ entity, dating }) => {
    const mirror = new MirrorUnderTest(running.store);
    const orders = everyOrderWithOneTwice(4);
    const lives = livesOf({ entity, dating, steps: shortLife(entity), orders, about: 'twice' });
    for (let round = 0; round < 5; round += 1) await mirror.bring(lives.map((life) => ({ life, round })));
    await judge(mirror, lives, 5);

    const applied = (await mirror.statesOfDeliveries()).filter((state) => state === 'applied').length;
    expect(mirror.announcements()).toHaveLength(applied - neverHeardOf(entity, lives));
    expect(new Set(mirror.announcements()).size).toBe(mirror.announcements().length);
  },
);

/** That a document is gone is no news where nobody has heard of it. */
const neverHeardOf = (entity: Entity, lives: readonly Life[]): number =>
  entity === 'invoice'
    ? lives.filter(({ told, arrivals }) => told[arrivals[0] ?? 0]?.type === 'invoice.deleted').length
    : 0;

describe.each(entitySchema.options)('a %s', (entity) => {
  it('that is deleted and there again is revived by what is newer only, in every order', async () => {
    const steps = secondLife(entity);
    const dating = 'version and time';
    const lives = livesOf({ entity, steps, dating, orders: everyOrder(steps.length), about: 'again' });
    await lead(new MirrorUnderTest(running.store), lives);
  });

  it('whose whole life arrives in one batch ends as the ERP has it', async () => {
    const mirror = new MirrorUnderTest(running.store);
    const orders = everyOrder(5);
    const lives = livesOf({ entity, steps: wholeLife(entity), dating: 'time', orders, about: 'at once' });
    await mirror.bring(lives.flatMap((life) => life.arrivals.map((_, round) => ({ life, round }))));
    await judge(mirror, lives, 5);
  });
});
