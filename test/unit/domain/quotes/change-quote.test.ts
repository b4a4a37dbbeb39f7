import { describe, expect, it } from 'vitest';
import {
  declineQuote,
  expireQuote,
  isPossible,
  nextQuoteState,
  sendQuote,
  type QuoteAction,
} from '../../../../domain/quotes/change-quote.ts';
import { reviseQuote, validUntilFrom } from '../../../../domain/quotes/revise-quote.ts';
import { quoteSchema, quoteStateSchema } from '../../../../domain/records/quote.ts';
import { aPricedQuote } from '../../../support/sales/a-priced-quote.ts';

const ACTIONS: readonly QuoteAction[] = ['edit', 'send', 'revise', 'accept', 'decline', 'expire'];
const moment = { now: '2026-04-01T10:00:00Z', today: '2026-04-01' };

describe('what can be done with a quote (O-2)', () => {
  it.each([
    ['draft', { edit: 'draft', send: 'sent', decline: 'declined' }],
    ['sent', { revise: 'superseded', accept: 'accepted', decline: 'declined', expire: 'expired' }],
    ['expired', { revise: 'superseded', decline: 'declined' }],
    ['declined', { revise: 'superseded' }],
    ['accepted', {}],
    ['superseded', {}],
  ] as const)('that is %s: %j', (state, expected) => {
    const possible = ACTIONS.flatMap((action) => {
      const answer = nextQuoteState(aPricedQuote({ state }), action);
      expect('next' in answer).toBe(isPossible({ state }, action));
      return 'next' in answer ? [[action, answer.next]] : [];
    });
    expect(Object.fromEntries(possible)).toEqual(expected);
  });

  it.each(quoteStateSchema.options)('a refusal says that it is %s, and what to do', (state) => {
    const refused = ACTIONS.map((action) =>
      nextQuoteState(aPricedQuote({ state, orderId: 'ord_first' }), action),
    ).flatMap((answer) => ('refused' in answer ? [answer.refused] : []));
    expect(new Set(refused.map(({ code }) => code))).toEqual(new Set([`quote-is-${state}`]));
    for (const { reason, field } of refused) {
      expect(reason).toMatch(/\.$/);
      expect(field).toBeUndefined();
    }
  });

  it('names the order an accepted quote became', () => {
    expect(nextQuoteState(aPricedQuote({ state: 'accepted', orderId: 'ord_first' }), 'accept')).toEqual({
      refused: { code: 'quote-is-accepted', reason: 'The quote was accepted and became order ord_first.' },
    });
  });
});

describe('sending', () => {
  it('notes when', () => {
    expect(sendQuote(aPricedQuote({ state: 'draft' }), moment)).toMatchObject({
      changed: { state: 'sent', sentAt: moment.now },
    });
  });

  it('is refused where the validity is over already', () => {
    const draft = aPricedQuote({ state: 'draft', validUntil: '2026-03-31' });
    expect(sendQuote(draft, moment)).toMatchObject({ refused: { code: 'validity-over' } });
  });
});

describe('declining', () => {
  it('keeps the reason', () => {
    expect(declineQuote(aPricedQuote(), { reason: 'too dear', now: moment.now })).toMatchObject({
      changed: { state: 'declined', declinedReason: 'too dear', decidedAt: moment.now },
    });
  });

  it('needs a reason', () => {
    expect(declineQuote(aPricedQuote(), { reason: ' ', now: moment.now })).toMatchObject({
      refused: { code: 'reason-missing', field: 'reason' },
    });
  });
});

describe('expiry', () => {
  it('comes on the day after the last day of validity', () => {
    const quote = aPricedQuote({ validUntil: '2026-04-01' });
    expect(expireQuote(quote, moment)).toBeUndefined();
    expect(expireQuote(quote, { ...moment, today: '2026-04-02' })).toMatchObject({ state: 'expired' });
  });

  it.each(['draft', 'accepted', 'declined', 'expired', 'superseded'] as const)(
    'never comes to a %s quote',
    (state) => {
      expect(expireQuote(aPricedQuote({ state, validUntil: '2020-01-01' }), moment)).toBeUndefined();
    },
  );
});

describe('a revision', () => {
  const declined = aPricedQuote({ state: 'declined', decidedAt: moment.now, declinedReason: 'too dear' });
  const answer = reviseQuote(declined, { ...moment, quoteId: 'quo_second', validDays: 30 });
  if ('refused' in answer) throw new Error(answer.refused.reason);

  it('is a new draft of the same lines at the same prices, valid anew', () => {
    const { revision } = answer;
    expect(quoteSchema.parse(revision)).toEqual(revision);
    expect(revision).toMatchObject({
      ...{ quoteId: 'quo_second', quoteNumber: declined.quoteNumber, revision: 2, state: 'draft' },
      ...{ supersedes: 'quo_first', documentDate: '2026-04-01', validUntil: '2026-05-01', version: 1 },
      ...{ lines: declined.lines, totals: declined.totals },
    });
  });

  it('has nothing of what was decided about the former one', () => {
    for (const field of ['sentAt', 'decidedAt', 'declinedReason', 'supersededBy', 'orderId'])
      expect(answer.revision).not.toHaveProperty(field);
  });

  it('takes the place of the former one', () => {
    expect(answer.superseded).toEqual({ ...declined, state: 'superseded', supersededBy: 'quo_second' });
    const again = reviseQuote(answer.superseded, { ...moment, quoteId: 'quo_third', validDays: 30 });
    expect(again).toMatchObject({ refused: { code: 'quote-is-superseded' } });
  });

  it.each([
    ['2026-02-28', 1, '2026-03-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2026-12-31', 30, '2027-01-30'],
  ])('%s and %i days is %s', (from, days, until) => {
    expect(validUntilFrom(from, days)).toBe(until);
  });
});
