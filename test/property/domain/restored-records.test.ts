import fc from 'fast-check';
import { expect, it } from 'vitest';
import { applyChange } from '../../../domain/mirror/apply-change.ts';
import {
  DELETION_HASH,
  type Content,
  type IncomingChange,
  type MirrorState,
} from '../../../domain/mirror/mirror-state.ts';

type Thing = Content & { readonly name: string };
type State = MirrorState<Thing> | undefined;

/** What the ERP says of its record at a moment; `gone` keeps what a restore brings back, dates and all. */
interface Truth {
  readonly name: string;
  readonly changedAt: number;
  readonly gone: boolean;
}

const instant = (moment: number) =>
  new Date(Date.parse('2026-02-01T00:00:00Z') + moment * 1_000).toISOString();

/** A life of one record, a step per ten moments. */
function livesOf(steps: readonly ('changed' | 'deleted' | 'restored')[]): Truth[] {
  const lives: Truth[] = [{ name: 'n0', changedAt: 0, gone: false }];
  for (const [index, step] of steps.entries()) {
    const before = lives[index] ?? { name: '', changedAt: 0, gone: false };
    const at = (index + 1) * 10;
    if (step === 'changed' && !before.gone) lives.push({ name: `n${at}`, changedAt: at, gone: false });
    else lives.push({ ...before, gone: step === 'deleted' || (step === 'changed' && before.gone) });
  }
  return lives;
}

const stateAt = (lives: readonly Truth[], moment: number): Truth | undefined =>
  lives[Math.min(Math.floor(moment / 10), lives.length - 1)];

/** We ask the ERP: it shows the record, with the date of its last change, or says that it is gone. */
function lookAt(lives: readonly Truth[], moment: number): IncomingChange<Thing> {
  const found = stateAt(lives, moment);
  const observedAt = instant(moment);
  if (!found || found.gone) return deletionOf({ at: moment, learntAt: moment, sequence: observedAt });
  const { name, changedAt } = found;
  return {
    content: { externalId: 'a', number: null, name },
    payload: 'complete',
    order: { at: instant(changedAt), sequence: observedAt, hash: name },
    source: { deliveryId: `look-${moment}`, index: 0, hash: name },
    observedAt,
  };
}

function deletionOf({
  at,
  learntAt,
  sequence,
}: {
  readonly at: number;
  readonly learntAt: number;
  readonly sequence?: string;
}): IncomingChange<Thing> {
  return {
    payload: 'complete',
    order: { at: instant(at), ...(sequence && { sequence }), hash: DELETION_HASH },
    source: { deliveryId: `deletion-${at}-${learntAt}`, index: 0, hash: DELETION_HASH },
    observedAt: instant(learntAt),
  };
}

function arriving(changes: readonly IncomingChange<Thing>[]): State {
  let stored: State;
  for (const change of changes) {
    const { next } = applyChange(stored, change);
    if (next) stored = { ...next, version: (stored?.version ?? 0) + 1 };
  }
  return stored;
}

/** Notifications of deletions come late, looks happen at any moment, and one of them after everything. */
const anyHistory = fc
  .record({
    steps: fc.array(fc.constantFrom('changed', 'deleted', 'restored'), { minLength: 1, maxLength: 5 }),
    looks: fc.array(fc.nat(60), { maxLength: 4 }),
    delays: fc.array(fc.nat(25), { minLength: 5, maxLength: 5 }),
    shuffle: fc.array(fc.nat(100), { maxLength: 14 }),
  })
  .map(({ steps, looks, delays, shuffle }) => {
    const lives = livesOf(steps);
    const deletions = steps.flatMap((step, index) => {
      const at = (index + 1) * 10;
      return step === 'deleted' ? [deletionOf({ at, learntAt: at + (delays[index] ?? 0) })] : [];
    });
    const changes = [...deletions, ...[...looks, 1_000].map((moment) => lookAt(lives, moment))];
    const again = shuffle.map((index) => changes[index % changes.length]).filter((one) => one !== undefined);
    return { truth: lives.at(-1), changes, again };
  });

it('after a look that came last, the mirror equals the ERP, whatever arrived in whatever order and how often (D-5)', () => {
  fc.assert(
    fc.property(anyHistory, fc.boolean(), ({ truth, changes, again }, isAgainFirst) => {
      const state = arriving(isAgainFirst ? [...again, ...changes] : [...changes, ...again]);

      expect(state?.deletedAt !== undefined).toBe(truth?.gone);
      if (!truth?.gone) expect(state?.canonical?.name).toBe(truth?.name);
    }),
    { numRuns: 10_000 },
  );
});

it('all orders of arrival end alike', () => {
  fc.assert(
    fc.property(anyHistory, ({ changes, again }) => {
      const visible = (state: State) => ({ deletedAt: state?.deletedAt, canonical: state?.canonical });

      expect(visible(arriving([...again, ...changes]))).toEqual(visible(arriving(changes)));
    }),
    { numRuns: 10_000 },
  );
});
