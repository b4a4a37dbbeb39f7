import { describe, expect, it } from 'vitest';
import {
  beginReading,
  readOn,
  type PageOfReading,
  type ReadOn,
} from '../../../../domain/catch-up/reading.ts';

const beganAt = '2026-02-01T08:00:00.000Z';
const since = '2026-01-01T00:00:00.000Z';
const aPage = (page: Partial<PageOfReading> = {}): PageOfReading => ({
  ...{ rows: 2, digest: 'd', isCounted: true, answeredAt: beganAt },
  ...page,
});

/** Reads pages until the reading ends or the pages do. */
function readAll(pages: readonly Partial<PageOfReading>[]): ReadOn {
  const begun: ReadOn = { reading: beginReading(since, beganAt) };
  return pages.reduce<ReadOn>(({ reading }, page) => readOn(reading, aPage(page)), begun);
}

describe('a reading of counted pages', () => {
  it('goes on at the cursor of the page before', () => {
    expect(readAll([{ cursor: '2' }])).toMatchObject({ reading: { cursor: '2', pages: 1, rows: 2 } });
  });

  it('of one page is settled at once: one answer does not move', () => {
    expect(readAll([{}]).end).toBe('settled');
  });

  it('of several pages begins again from the front, since the same time', () => {
    const { end, reading } = readAll([{ cursor: '2', digest: 'a' }, { digest: 'b' }]);
    expect(end).toBeUndefined();
    expect(reading).toMatchObject({ since, round: 2, cursor: null, pages: 0, rows: 0, digestBefore: 'b' });
  });

  it('is settled once two rounds are the same', () => {
    const round = [{ cursor: '2', digest: 'a' }, { digest: 'b' }];
    expect(readAll([...round, ...round]).end).toBe('settled');
  });

  it('is restless when no two of three rounds in a row are the same, and says so instead of going on for ever', () => {
    const rounds = ['b', 'c', 'd'].flatMap((digest) => [{ cursor: '2' }, { digest }]);
    expect(readAll(rounds)).toMatchObject({ end: 'restless', reading: { round: 3 } });
  });

  it('is settled by a list that has shrunk to one page', () => {
    expect(readAll([{ cursor: '2' }, { digest: 'b' }, { digest: 'c' }]).end).toBe('settled');
  });
});

it('a reading by key or link is settled after its last page: nothing moves', () => {
  const pages = [{ cursor: '2', isCounted: false }, { isCounted: false }];
  expect(readAll(pages).end).toBe('settled');
});

describe('the newest change of a reading', () => {
  it('is no younger than the reading itself, whatever clock the ERP has', () => {
    const pages = [
      { cursor: '2', newest: '2026-02-01T05:00:00Z' },
      { newest: '2026-02-01T05:00:09Z', answeredAt: '2026-02-01T08:00:07.000Z', isCounted: false },
    ];
    expect(readAll(pages).reading.newest).toBe('2026-02-01T05:00:02.000Z');
  });

  it('is the newest of all pages', () => {
    const pages = [{ cursor: '2', newest: '2026-02-01T05:00:00Z' }, { newest: '2026-02-01T04:00:00Z' }];
    expect(readAll(pages).reading.newest).toBe('2026-02-01T05:00:00.000Z');
  });

  it('is unknown where no page dates its records', () => {
    expect(readAll([{ isCounted: false }]).reading.newest).toBeNull();
  });
});
