import { Exact } from '../money/decimals.ts';
import type { Opportunity, OpportunityFields, OpportunityStage } from '../records/opportunity.ts';
import { refuse, type Refused } from '../refusal.ts';

const OPEN: readonly OpportunityStage[] = ['qualified', 'proposed', 'negotiated'];

/** Which stage may follow which (O-1). `won` is an end; `lost` can be reopened, and won only after that. */
const NEXT_STAGES: Readonly<Record<OpportunityStage, readonly OpportunityStage[]>> = {
  qualified: [...OPEN, 'won', 'lost'],
  proposed: [...OPEN, 'won', 'lost'],
  negotiated: [...OPEN, 'won', 'lost'],
  won: ['won'],
  lost: [...OPEN, 'lost'],
};

export const isOpen = ({ stage }: Pick<OpportunityFields, 'stage'>): boolean => OPEN.includes(stage);

/** A change by hand, or a new opportunity where there is no `current` one. An end has its probability, and only a lost one a reason. */
export function changeOpportunity(
  current: OpportunityFields | undefined,
  wanted: OpportunityFields,
): { changed: OpportunityFields } | Refused {
  if (current && !NEXT_STAGES[current.stage].includes(wanted.stage)) {
    const next = NEXT_STAGES[current.stage].filter((stage) => stage !== current.stage);
    return refuse('stage-not-possible', impossible(current.stage, wanted.stage, next), 'stage');
  }
  if (wanted.stage === 'lost' && !wanted.lostReason?.trim()) {
    return refuse('reason-missing', 'Say why the opportunity was lost.', 'lostReason');
  }
  if (wanted.stage === 'won' && !new Exact(wanted.expectedValue.amount).gt(0)) {
    return refuse(
      'value-missing',
      'Enter the value that was won, or accept the quote.',
      'expectedValue.amount',
    );
  }
  return { changed: settled(wanted) };
}

/** Acceptance of its quote wins an opportunity, even one that was given up. `ordered` is what was sold, where that is known better. */
export const winOpportunity = (
  opportunity: Opportunity,
  ordered?: OpportunityFields['expectedValue'],
): Opportunity => ({
  ...opportunity,
  stage: 'won',
  probability: 100,
  lostReason: null,
  expectedValue: ordered ?? opportunity.expectedValue,
});

function settled(fields: OpportunityFields): OpportunityFields {
  if (fields.stage === 'lost') return { ...fields, probability: 0 };
  const probability = fields.stage === 'won' ? 100 : fields.probability;
  return { ...fields, probability, lostReason: null };
}

const impossible = (from: OpportunityStage, to: OpportunityStage, next: readonly OpportunityStage[]) =>
  next.length === 0
    ? `A ${from} opportunity stays ${from}; open a new one for further business.`
    : `A ${from} opportunity cannot become ${to}; it can become ${next.join(', ')}.`;
