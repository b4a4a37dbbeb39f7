import { describe, expect, it } from 'vitest';
import { watchWebhooks, type Unannounced } from '../../../../domain/webhooks/watch-webhooks.ts';

const MONDAY = Date.parse('2026-02-02T00:00:00Z');
const at = (hours: number) => new Date(MONDAY + hours * 3_600_000).toISOString();

interface Run {
  readonly hours: number;
  readonly changes: number;
  readonly heard?: number;
}

/** Catch-ups one after the other: when webhooks were taken for dead, by hour. */
function silentAt(runs: readonly Run[], { isPromised = true } = {}): number[] {
  let open: Unannounced | undefined;
  return runs.flatMap(({ hours, changes, heard }) => {
    const heardAt = heard === undefined ? undefined : at(heard);
    const watch = watchWebhooks(open, { startedAt: at(hours), changes, heardAt, isPromised });
    open = watch.unannounced;
    return watch.reason === undefined ? [] : [hours];
  });
}

const everyHour = (from: number, to: number, run: Omit<Run, 'hours'>): Run[] =>
  Array.from({ length: to - from }, (_, index) => ({ hours: from + index, ...run }));

describe('webhooks are taken for dead', () => {
  it('when catch-ups went on finding changes for half a day and not one came', () => {
    expect(silentAt(everyHour(8, 24, { changes: 2, heard: 7 }))).toEqual([21, 22, 23]);
  });

  it('when the ERP promised them and none ever came', () => {
    expect(silentAt(everyHour(0, 14, { changes: 1 }))).toEqual([13]);
  });

  it('and stay so through a night without changes', () => {
    const runs = [
      ...everyHour(8, 21, { changes: 1, heard: 7 }),
      ...everyHour(21, 24, { changes: 0, heard: 7 }),
    ];

    expect(silentAt(runs)).toEqual([21, 22, 23]);
  });

  it('until the next one comes', () => {
    const runs = [...everyHour(8, 22, { changes: 1, heard: 7 }), { hours: 22, changes: 0, heard: 21.5 }];

    expect(silentAt(runs)).toEqual([21]);
  });
});

describe('webhooks are not taken for dead', () => {
  it.each<[string, readonly Run[]]>([
    ['in a weekend without changes', everyHour(0, 60, { changes: 0, heard: -1 })],
    [
      'by one that was lost, and nothing else',
      [{ hours: 1, changes: 1, heard: 0 }, ...everyHour(2, 60, { changes: 0, heard: 0 })],
    ],
    [
      'by one that was lost on Friday and one that is on its way on Monday',
      [
        { hours: 0, changes: 1, heard: -1 },
        ...everyHour(1, 62, { changes: 0, heard: -1 }),
        { hours: 62, changes: 1, heard: -1 },
        { hours: 62.1, changes: 0, heard: 62.05 },
      ],
    ],
    ['while they still come, however much is pulled', everyHour(0, 60, { changes: 9, heard: 100 })],
    ['by the first load', [{ hours: 0, changes: 5_000 }, ...everyHour(1, 60, { changes: 0 })]],
  ])('%s', (_, runs) => {
    expect(silentAt(runs)).toEqual([]);
  });

  it('where there never were any: the connection only pulls', () => {
    expect(silentAt(everyHour(0, 60, { changes: 3 }), { isPromised: false })).toEqual([]);
  });

  it('where a person made them and they come', () => {
    expect(silentAt(everyHour(0, 60, { changes: 3, heard: 59 }), { isPromised: false })).toEqual([]);
  });
});

it('people are told since when, how much, and where to look', () => {
  const open = { since: at(0), last: at(13), changes: 41 };
  const run = { startedAt: at(14), changes: 1, heardAt: at(-2), isPromised: false };

  expect(watchWebhooks(open, run)).toEqual({
    unannounced: { since: at(0), last: at(14), changes: 42 },
    reason:
      'Since 2026-02-02T00:00:00.000Z catch-ups found 41 changes that no webhook told of; the last one came at 2026-02-01T22:00:00.000Z. ' +
      'Look at the webhooks in the ERP: whether they are there and on, their address, and their secret.',
  });
});
