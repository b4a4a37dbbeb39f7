import fc from 'fast-check';
import { expect, it } from 'vitest';
import { watchWebhooks, type Unannounced } from '../../../domain/webhooks/watch-webhooks.ts';

const MINUTE = 60_000;
const START = Date.parse('2026-02-02T00:00:00Z');
const instant = (minute: number): string => new Date(START + minute * MINUTE).toISOString();

/** Moments of two days, in minutes. */
const anyMoments = fc
  .uniqueArray(fc.integer({ min: 0, max: 2_880 }), { maxLength: 16 })
  .map((moments) => moments.sort((a, b) => a - b));

interface Announced {
  readonly changedAt: number;
  readonly toldAt: number;
}
/** Every webhook comes within nine minutes. */
const anyChanges = fc
  .array(
    fc.record({ changedAt: fc.integer({ min: 0, max: 2_880 }), takes: fc.integer({ min: 0, max: 9 }) }),
    {
      maxLength: 16,
    },
  )
  .map((all) => all.map(({ changedAt, takes }): Announced => ({ changedAt, toldAt: changedAt + takes })));

/** As it is noted: once in five minutes. */
function heardUntil(changes: readonly Announced[], moment: number): number | undefined {
  const told = changes.map(({ toldAt }) => toldAt).filter((at) => at <= moment);
  return told
    .sort((a, b) => a - b)
    .reduce<
      number | undefined
    >((noted, at) => (noted !== undefined && at - noted < 5 ? noted : at), undefined);
}

/** What each catch-up says; it finds what changed since the one before and was not told of yet. */
function reasons(
  runs: readonly number[],
  changes: readonly Announced[],
  isTold: boolean,
): (string | undefined)[] {
  let open: Unannounced | undefined;
  return runs.map((moment, index) => {
    const since = runs[index - 1] ?? -1;
    const found = changes.filter(
      ({ changedAt, toldAt }) => changedAt > since && changedAt <= moment && (!isTold || toldAt > moment),
    );
    const heard = isTold ? heardUntil(changes, moment) : undefined;
    const heardAt = heard === undefined ? undefined : instant(heard);
    const run = { startedAt: instant(moment), changes: found.length, heardAt, isPromised: true };
    const watch = watchWebhooks(open, run);
    open = watch.unannounced;
    return watch.reason;
  });
}

it('while every change is told of in time, webhooks are never taken for dead, whatever the rhythm', () => {
  fc.assert(
    fc.property(anyMoments, anyChanges, (runs, changes) => {
      expect(reasons(runs, changes, true).filter((reason) => reason !== undefined)).toEqual([]);
    }),
    { numRuns: 3_000, endOnFailure: true },
  );
});

it('where none is told of, they are, once what was found spans half a day', () => {
  fc.assert(
    fc.property(anyMoments, anyChanges, (runs, changes) => {
      const said = reasons(runs, changes, false);
      const finds = runs.filter((moment, index) =>
        changes.some(({ changedAt }) => changedAt > (runs[index - 1] ?? -1) && changedAt <= moment),
      );
      const [first] = finds;
      runs.forEach((moment, index) => {
        const last = finds.filter((find) => find < moment).at(-1);
        const isDead =
          first !== undefined && last !== undefined && last - first >= 720 && moment - last >= 10;
        expect(said[index] !== undefined).toBe(isDead);
      });
    }),
    { numRuns: 3_000, endOnFailure: true },
  );
});
