import { seeded, type Seeded } from '../../support/seeded.ts';

export const pagings = ['key', 'page', 'offset', 'next-link'] as const;
export const grains = ['iso', 'date', 'naive', 'epoch-seconds', 'epoch-milliseconds', 'http-date'] as const;

/** How one simulated ERP is, and how much goes wrong there. All of it follows from the seed. */
export interface Plan {
  readonly seed: number;
  readonly paging: (typeof pagings)[number];
  readonly grain: (typeof grains)[number];
  /** Its list is sorted so. */
  readonly order: 'id' | 'changed';
  readonly pageSize: number;
  /** What orders the states of a record: a count, or the time of the change where that is fine enough. */
  readonly dated: 'version' | 'time';
  /** A change becomes visible up to so much after the time it bears; the overlap covers it. */
  readonly lateMs: number;
  /** Its clock goes so much ahead of ours. */
  readonly skewMs: number;
  /** Its records are found by what people may rename. */
  readonly keyIsName: boolean;
  readonly webhooks: 'pointer' | 'payload';
  readonly count: 'asked' | 'on-the-page';
  readonly startMs: number;
  readonly records: number;
  readonly rounds: number;
  /** Chances per request: that something happens in the ERP, and that the answer does not come. */
  readonly busy: number;
  readonly failing: number;
  /** Chances per notification and per run. */
  readonly dropped: number;
  readonly killed: number;
  readonly chance: Seeded;
}

/** Some lives run while the clocks of the zone are set back or forward, some over midnight. */
const starts = [
  '2026-10-25T00:20:00Z',
  '2026-03-29T00:50:00Z',
  '2026-06-10T21:50:00Z',
  '2026-06-10T09:00:00Z',
];

export function planOf(seed: number): Plan {
  const chance = seeded(seed * 7919 + 13);
  for (let spent = 0; spent < 8; spent += 1) chance.below(2); // near seeds begin alike
  const oneOf = <Item>(items: readonly [Item, ...Item[]]): Item =>
    items[chance.below(items.length)] ?? items[0];
  const paging = pagings[seed % pagings.length] ?? 'key';
  const grain = oneOf(grains);
  return {
    ...{ seed, paging, grain },
    dated: grain === 'iso' || grain === 'date' ? oneOf(['version', 'time']) : 'version',
    order: paging === 'key' ? 'id' : oneOf(['id', 'changed']),
    pageSize: 3 + chance.below(4),
    lateMs: oneOf([0, 2_000, 60_000]),
    skewMs: oneOf([0, -90_000, 90_000]),
    keyIsName: chance.happens(0.3),
    webhooks: oneOf(['pointer', 'payload']),
    count: oneOf(['asked', 'on-the-page']),
    startMs: Date.parse(starts[chance.below(starts.length)] ?? ''),
    records: 22 + chance.below(3),
    rounds: 1 + chance.below(3),
    busy: oneOf([0.1, 0.3, 0.6]),
    failing: oneOf([0, 0.05, 0.15]),
    dropped: oneOf([0.1, 0.5, 1]),
    killed: oneOf([0, 0.2]),
    chance,
  };
}
