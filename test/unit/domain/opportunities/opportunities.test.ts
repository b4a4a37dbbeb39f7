import { describe, expect, it } from 'vitest';
import { changeOpportunity, winOpportunity } from '../../../../domain/opportunities/change-opportunity.ts';
import { weightedPipeline } from '../../../../domain/opportunities/weighted-pipeline.ts';
import {
  opportunitySchema,
  opportunityStageSchema,
  type OpportunityFields,
  type OpportunityStage,
} from '../../../../domain/records/opportunity.ts';

const anOpportunity = (fields: Partial<OpportunityFields> = {}): OpportunityFields => ({
  ...{ accountId: 'acc_anna', title: 'Office', stage: 'qualified', probability: 40 },
  expectedValue: { amount: '1000', currency: 'EUR' },
  ...fields,
});

const stages = opportunityStageSchema.options;
const possible = (from: OpportunityStage): OpportunityStage[] =>
  stages.filter(
    (stage) =>
      'changed' in
      changeOpportunity(anOpportunity({ stage: from }), anOpportunity({ stage, lostReason: 'price' })),
  );

describe('stages of an opportunity (O-1)', () => {
  it.each([
    ['qualified', ['qualified', 'proposed', 'negotiated', 'won', 'lost']],
    ['proposed', ['qualified', 'proposed', 'negotiated', 'won', 'lost']],
    ['negotiated', ['qualified', 'proposed', 'negotiated', 'won', 'lost']],
    ['won', ['won']],
    ['lost', ['qualified', 'proposed', 'negotiated', 'lost']],
  ] as const)('from %s it can become %j', (from, expected) => {
    expect(possible(from)).toEqual(expected);
  });

  it('says what a lost one can become instead of won', () => {
    const answer = changeOpportunity(anOpportunity({ stage: 'lost' }), anOpportunity({ stage: 'won' }));
    expect(answer).toEqual({
      refused: {
        code: 'stage-not-possible',
        reason: 'A lost opportunity cannot become won; it can become qualified, proposed, negotiated.',
        field: 'stage',
      },
    });
  });

  it.each([undefined, null, '  '])('is not lost without a reason (%j)', (lostReason) => {
    const answer = changeOpportunity(undefined, anOpportunity({ stage: 'lost', lostReason }));
    expect(answer).toMatchObject({ refused: { code: 'reason-missing', field: 'lostReason' } });
  });

  it('is not won by hand without a value', () => {
    const worthless = anOpportunity({ stage: 'won', expectedValue: { amount: '0.00', currency: 'EUR' } });
    expect(changeOpportunity(anOpportunity(), worthless)).toMatchObject({
      refused: { code: 'value-missing', field: 'expectedValue.amount' },
    });
  });

  it.each([
    ['won', 100],
    ['lost', 0],
    ['proposed', 40],
  ] as const)('has, once %s, a probability of %i', (stage, probability) => {
    const wanted = anOpportunity({ stage, lostReason: 'price' });
    expect(changeOpportunity(undefined, wanted)).toMatchObject({ changed: { probability } });
  });

  it('forgets why it was lost when it is reopened', () => {
    const lost = anOpportunity({ stage: 'lost', lostReason: 'price' });
    expect(changeOpportunity(lost, { ...lost, stage: 'proposed' })).toMatchObject({
      changed: { stage: 'proposed', lostReason: null },
    });
  });

  it('is won by its accepted quote even after it was given up, worth what was ordered', () => {
    const lost = opportunitySchema.parse({
      ...anOpportunity({ stage: 'lost', lostReason: 'silence' }),
      ...{ company: 'acme', createdAt: '2026-01-01T00:00:00Z', updatedAt: '2026-01-01T00:00:00Z' },
      ...{ version: 3, opportunityId: 'opp_first' },
    });
    expect(winOpportunity(lost, { amount: '900', currency: 'EUR' })).toMatchObject({
      ...{ stage: 'won', probability: 100, lostReason: null },
      expectedValue: { amount: '900' },
    });
    expect(winOpportunity(lost).expectedValue.amount).toBe('1000');
  });
});

describe('the weighted pipeline (O-1)', () => {
  const of = (amount: string, probability: number, stage: OpportunityStage = 'proposed') =>
    anOpportunity({ stage, probability, expectedValue: { amount, currency: 'EUR' } });

  it('rounds once: three times a third of a cent is a cent', () => {
    const [euro] = weightedPipeline([of('0.01', 33), of('0.01', 33), of('0.01', 34)]);
    expect(euro?.open).toEqual({ count: 3, value: '0.03', weighted: '0.01' });
  });

  it('sums per stage, and what is neither won nor lost', () => {
    const [euro] = weightedPipeline([
      of('100', 50),
      of('100', 25, 'qualified'),
      of('10', 100, 'won'),
      of('7', 0, 'lost'),
    ]);
    expect(euro?.stages).toEqual([
      { stage: 'qualified', count: 1, value: '100.00', weighted: '25.00' },
      { stage: 'proposed', count: 1, value: '100.00', weighted: '50.00' },
      { stage: 'negotiated', count: 0, value: '0.00', weighted: '0.00' },
      { stage: 'won', count: 1, value: '10.00', weighted: '10.00' },
      { stage: 'lost', count: 1, value: '7.00', weighted: '0.00' },
    ]);
    expect(euro?.open).toEqual({ count: 2, value: '200.00', weighted: '75.00' });
  });

  it('never adds up currencies, and rounds each to its own digits', () => {
    const yen = anOpportunity({ expectedValue: { amount: '101', currency: 'JPY' }, probability: 50 });
    expect(
      weightedPipeline([of('1', 50), yen]).map(({ currency, open }) => [currency, open.weighted]),
    ).toEqual([
      ['EUR', '0.50'],
      ['JPY', '51'],
    ]);
  });
});
