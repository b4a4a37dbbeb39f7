import { describe, expect, it } from 'vitest';
import { isCatchUpDue, runName } from '../../../../domain/catch-up/catch-up-due.ts';
import { BEGINNING, nextWatermark, pullSince } from '../../../../domain/catch-up/pull-window.ts';
import type { CatchUpRun } from '../../../../domain/records/connection.ts';
import { aConnection } from '../../../support/ingestion/a-connection.ts';

const now = Date.parse('2026-02-01T08:00:00.000Z');
const ran = (minutesAgo: number, outcome: CatchUpRun['outcome'] = 'done'): CatchUpRun => ({
  startedAt: new Date(now - minutesAgo * 60_000).toISOString(),
  outcome,
});

describe('a catch-up every 15 minutes', () => {
  it.each<[boolean, string, CatchUpRun | undefined]>([
    [true, 'that never ran', undefined],
    [false, 'that ran 10 minutes ago', ran(10)],
    [true, 'that ran 15 minutes ago', ran(15)],
    [true, 'that ran almost 15 minutes ago, for schedules jitter', ran(14.8)],
    [false, 'that still runs', ran(60, 'running')],
    [true, 'that was lost on its way seven hours ago', ran(421, 'running')],
    [true, 'that stopped 15 minutes ago', ran(15, 'stopped')],
  ])('is due: %s, %s', (isDue, _, last) => {
    expect(isCatchUpDue(aConnection(), { lastCatchUp: last }, now)).toBe(isDue);
  });

  it.each<[boolean, string, CatchUpRun]>([
    [true, 'that is done', ran(1)],
    [false, 'that stopped: the ERP is given its time', ran(1, 'stopped')],
    [false, 'that still runs', ran(1, 'running')],
  ])('with a wish to read again is due: %s, after one %s', (isDue, _, last) => {
    const deliveryId = '0190163d-8694-739b-aea5-966c26f8a000';
    const pullAgain = { 'debtor/customers': { since: '2026-01-01T00:00:00Z', deliveryId } };
    expect(isCatchUpDue(aConnection(), { lastCatchUp: last, pullAgain }, now)).toBe(isDue);
  });

  it('is not due while paused', () => {
    expect(isCatchUpDue(aConnection({ state: 'paused' }), {}, now)).toBe(false);
  });

  it('has one name per minute, of characters a name may have', () => {
    expect(runName(aConnection(), now)).toBe('acme-erp-2026-02-01T0800');
    expect(runName(aConnection(), now + 59_000)).toBe(runName(aConnection(), now));
  });
});

describe('the watermark', () => {
  const runStartedAt = '2026-02-01T08:00:00.000Z';

  it('starts a pull earlier by the overlap, and the first one at the beginning', () => {
    expect(pullSince('2026-02-01T08:00:00.000Z', 300)).toBe('2026-02-01T07:55:00.000Z');
    expect(pullSince(undefined, 300)).toBe(BEGINNING);
  });

  it.each([
    [
      'follows the newest change, in the clock of the ERP',
      '2026-02-01T06:00:00.000Z',
      '2026-02-01T07:00:00+00:00',
      '2026-02-01T07:00:00.000Z',
    ],
    ['never goes back', '2026-02-01T07:30:00.000Z', '2026-02-01T07:00:00Z', '2026-02-01T07:30:00.000Z'],
    ['stays where nothing changed', '2026-02-01T07:30:00.000Z', undefined, '2026-02-01T07:30:00.000Z'],
    [
      'never passes the run, whatever the ERP dates into the future',
      '2026-02-01T06:00:00.000Z',
      '2026-03-01T00:00:00Z',
      runStartedAt,
    ],
    [
      'follows the run at a day’s distance',
      '2026-01-01T00:00:00.000Z',
      undefined,
      '2026-01-31T08:00:00.000Z',
    ],
  ])('%s', (_, before, newest, expected) => {
    expect(nextWatermark({ before, newest, runStartedAt })).toBe(expected);
  });
});
