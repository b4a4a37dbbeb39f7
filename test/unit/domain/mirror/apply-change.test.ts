import { describe, expect, it } from 'vitest';
import { applyChange } from '../../../../domain/mirror/apply-change.ts';
import {
  DELETION_HASH,
  type Content,
  type IncomingChange,
  type MirrorState,
} from '../../../../domain/mirror/mirror-state.ts';

interface Thing extends Content {
  readonly name?: string | null;
  readonly city?: string;
  readonly deleted?: boolean;
}

const change = (
  second: number,
  content: Omit<Thing, 'externalId'> | undefined,
  overrides: Partial<IncomingChange<Thing>> = {},
): IncomingChange<Thing> => {
  const hash = content ? JSON.stringify(content) : DELETION_HASH;
  return {
    ...(content && { content: { externalId: 'a', ...content } }),
    payload: 'complete',
    order: { at: `2026-01-31T10:00:0${second}Z`, hash },
    source: { deliveryId: `delivery-${second}`, index: 0, hash },
    ...overrides,
  };
};

const partial = (second: number, content: Omit<Thing, 'externalId'>) =>
  change(second, content, { payload: 'partial' });

function after(...changes: IncomingChange<Thing>[]): MirrorState<Thing> {
  let stored: MirrorState<Thing> | undefined;
  for (const each of changes) {
    const { next } = applyChange(stored, each);
    if (next) stored = { ...next, version: (stored?.version ?? 0) + 1 };
  }
  if (!stored) throw new Error('Something is stored.');
  return stored;
}

describe('complete payloads', () => {
  it('an older one is superseded and changes nothing', () => {
    const stored = after(change(2, { name: 'new' }));
    expect(applyChange(stored, change(1, { name: 'old' }))).toEqual({
      outcome: 'superseded',
      announces: false,
    });
  });

  it('the same one again is a duplicate and is not announced', () => {
    const again = change(1, { name: 'x' }, { source: { deliveryId: 'other', index: 0, hash: 'x' } });
    expect(applyChange(after(change(1, { name: 'x' })), again)).toEqual({
      outcome: 'duplicate',
      announces: false,
    });
  });

  it('the same content at a later moment is no news, but what lies between does not win any more', () => {
    const stored = after(change(1, { name: 'A' }), change(3, { name: 'A' }));
    expect(applyChange(stored, change(2, { name: 'B' })).outcome).toBe('superseded');
  });

  it('the very delivery that was applied is announced again when the queue brings it again', () => {
    expect(applyChange(after(change(1, { name: 'x' })), change(1, { name: 'x' }))).toEqual({
      outcome: 'applied',
      announces: true,
    });
  });

  it('an older one that knows an old number adds it to the history, silently (D-6)', () => {
    const { outcome, next, announces } = applyChange(
      after(change(2, { number: '200' })),
      change(1, { number: '100' }),
    );
    expect({ outcome, announces, former: next?.formerNumbers, number: next?.canonical?.number }).toEqual({
      ...{ outcome: 'superseded', announces: false, former: ['100'], number: '200' },
    });
  });

  it('a number that comes back is no former one any more', () => {
    const stored = after(
      change(1, { number: '100' }),
      change(2, { number: '200' }),
      change(3, { number: '100' }),
    );
    expect(stored.formerNumbers).toEqual(['200']);
  });

  it('asked for again after the mapping was mended, it wins over what the source dates alike', () => {
    const stored = after(change(1, { name: 'wrongly mapped' }));
    expect(applyChange(stored, change(1, { name: 'mended' })).outcome).toBe('superseded');
    expect(applyChange(stored, change(1, { name: 'mended' }, { again: true })).outcome).toBe('applied');
  });
});

describe('partial payloads', () => {
  it('each field is led by the newest delivery that carried it', () => {
    expect(after(partial(3, { name: 'C' }), partial(1, { name: 'A', city: 'Linz' })).canonical).toEqual({
      ...{ externalId: 'a', name: 'C', city: 'Linz' },
    });
  });

  it('an absent field stays, a null one is emptied (D-1)', () => {
    const stored = after(partial(1, { name: 'A', city: 'Linz' }), partial(2, { name: null }));
    expect(stored.canonical).toEqual({ externalId: 'a', name: null, city: 'Linz' });
  });

  it('an older one that brings a field nobody had is applied', () => {
    expect(applyChange(after(partial(2, { name: 'B' })), partial(1, { city: 'Linz' })).outcome).toBe(
      'applied',
    );
  });

  it('a complete one that is newer removes what it does not have', () => {
    expect(
      after(partial(1, { name: 'A', city: 'Linz' }), change(2, { name: 'B' })).canonical?.city,
    ).toBeUndefined();
  });
});

describe('a tombstone', () => {
  it('keeps what is known of the record', () => {
    const stored = after(change(1, { name: 'x' }), change(2, undefined));
    expect(stored).toMatchObject({ canonical: { name: 'x' }, deletedAt: '2026-01-31T10:00:02Z' });
  });

  it('is not revived by an older change, which only completes what is known', () => {
    const { outcome, next, announces } = applyChange(after(change(2, undefined)), change(1, { name: 'x' }));
    expect({ outcome, announces, name: next?.canonical?.name, deletedAt: next?.deletedAt }).toEqual({
      ...{ outcome: 'superseded', announces: false, name: 'x', deletedAt: '2026-01-31T10:00:02Z' },
    });
  });

  it('is revived by a newer one', () => {
    expect(after(change(2, undefined), change(3, { name: 'x' })).deletedAt).toBeUndefined();
  });

  it('wins over a change of the same moment', () => {
    expect(after(change(1, { name: 'x' }), change(1, undefined)).deletedAt).toBeDefined();
    expect(after(change(1, undefined), change(1, { name: 'x' })).deletedAt).toBeDefined();
  });

  it('also stands for a record that the ERP keeps and marks as deleted', () => {
    expect(after(change(1, { name: 'x', deleted: true })).deletedAt).toBe('2026-01-31T10:00:01Z');
    expect(
      after(change(1, { name: 'x', deleted: true }), change(2, { name: 'x' })).deletedAt,
    ).toBeUndefined();
  });
});

describe('a deletion that the ERP contradicts', () => {
  const seen = (second: number): Partial<IncomingChange<Thing>> => ({
    observedAt: `2026-02-01T10:00:0${second}Z`,
  });
  const unchanged = (second: number, look: number) =>
    change(
      second,
      { name: 'x' },
      { ...seen(look), source: { deliveryId: `look-${look}`, index: 0, hash: 'x' } },
    );
  const deletion = (second: number, learnt: number) => change(second, undefined, seen(learnt));
  const gone = after(change(1, { name: 'x' }), deletion(2, 2));

  it('is outlived by the unchanged record, once we read it after we had learnt of the deletion', () => {
    const { outcome, announces, next } = applyChange(gone, unchanged(1, 3));

    expect({ outcome, announces, name: next?.canonical?.name }).toEqual({
      ...{ outcome: 'applied', announces: true, name: 'x' },
    });
    expect(next?.deletedAt).toBeUndefined();
  });

  it.each([
    ['read before', unchanged(1, 1)],
    ['read at that moment', unchanged(1, 2)],
    [
      'sent to us, whenever',
      change(1, { name: 'x' }, { source: { deliveryId: 'sent', index: 0, hash: 'x' } }),
    ],
  ])('stands where the unchanged record was %s', (_, look) => {
    expect(after(change(1, { name: 'x' }), deletion(2, 2), look).deletedAt).toBeDefined();
  });

  it('does not come back with its own notification, nor with an older one', () => {
    const back = after(change(1, { name: 'x' }), deletion(2, 2), unchanged(1, 3));

    for (const old of [deletion(2, 2), deletion(3, 1)])
      expect(applyChange(back, old)).toMatchObject({ outcome: 'superseded', announces: false });
    expect(after(unchanged(1, 3), deletion(2, 2)).deletedAt).toBeUndefined();
  });

  it('is believed again when we learn of one after we looked', () => {
    const back = after(change(1, { name: 'x' }), deletion(2, 2), unchanged(1, 3));
    expect(applyChange(back, deletion(4, 4))).toMatchObject({ outcome: 'applied', announces: true });
  });

  it('costs a look no write of its own, except where looks alone keep the record', () => {
    const alive = after(unchanged(1, 1));
    expect(applyChange(alive, unchanged(1, 2)).next).toBeUndefined();

    const back = after(change(1, { name: 'x' }), deletion(2, 2), unchanged(1, 3));
    expect(applyChange(back, unchanged(1, 4)).next?.seenAt).toBe('2026-02-01T10:00:04Z');
    const changed = after(change(1, { name: 'x' }), deletion(2, 2), change(3, { name: 'y' }));
    expect(applyChange(changed, change(3, { name: 'y' }, seen(4))).next).toBeUndefined();
  });

  it('stored before moments were kept is taken for learnt when it is dated', () => {
    const old = { ...after(change(1, { name: 'x' }), change(2, undefined)), deletion: undefined };
    expect(applyChange(old, unchanged(1, 3)).outcome).toBe('applied');
  });
});
