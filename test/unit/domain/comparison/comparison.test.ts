import { describe, expect, it } from 'vitest';
import { concludeComparison } from '../../../../domain/comparison/comparison.ts';

const times = { startedAt: '2026-02-01T08:00:00.000Z', endedAt: '2026-02-01T08:01:00.000Z' };
const counted = { stated: 9, listed: 9, known: 10, missing: 1, lacking: 0, missingExamples: ['p-9'] };

describe('a comparison ends (P-4)', () => {
  it('as done, with the counts of both sides', () => {
    const end = { ...times, preview: false, verdict: counted, counts: { applied: 1 } };
    expect(concludeComparison(end)).toEqual({
      ...{ ...times, preview: false, outcome: 'done', verdict: counted, counts: { applied: 1 } },
    });
  });

  it('as refused, with the reason', () => {
    const verdict = { ...counted, refusal: 'a part only' };
    expect(concludeComparison({ ...times, preview: false, verdict })).toMatchObject({
      ...{ outcome: 'refused', reason: 'a part only', verdict: counted },
    });
  });

  it('as previewed, with the reason why it would be refused', () => {
    const verdict = { ...counted, refusal: 'a part only' };
    expect(concludeComparison({ ...times, preview: true, verdict })).toMatchObject({
      ...{ outcome: 'previewed', reason: 'a part only' },
    });
    expect(concludeComparison({ ...times, preview: true, verdict: counted })).not.toHaveProperty('reason');
  });

  it('as stopped, whatever else is known', () => {
    const end = { ...times, preview: true, verdict: counted, stopped: 'The ERP answered 503.' };
    expect(concludeComparison(end)).toMatchObject({ outcome: 'stopped', reason: 'The ERP answered 503.' });
  });
});
