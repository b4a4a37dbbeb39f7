import type { Decimal } from 'decimal.js';
import { Exact, toAmountText } from '../money/decimals.ts';
import { minorDigits } from '../money/minor-digits.ts';
import { opportunityStageSchema, type Opportunity, type OpportunityStage } from '../records/opportunity.ts';
import { isOpen } from './change-opportunity.ts';

export interface PipelineSum {
  readonly count: number;
  readonly value: string;
  /** Value times probability; rounded once, from the exact sum. */
  readonly weighted: string;
}

export interface CurrencyPipeline {
  readonly currency: string;
  /** Every stage in the order of the sale, those without any opportunity too. */
  readonly stages: readonly (PipelineSum & { readonly stage: OpportunityStage })[];
  /** All that is neither won nor lost. */
  readonly open: PipelineSum;
}

type Weighed = Pick<Opportunity, 'stage' | 'expectedValue' | 'probability'>;

/** What may come of the opportunities (O-1). Currencies are never added up. */
export function weightedPipeline(opportunities: readonly Weighed[]): CurrencyPipeline[] {
  const byCurrency = Map.groupBy(opportunities, ({ expectedValue }) => expectedValue.currency);
  const currencies = [...byCurrency].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return currencies.map(([currency, all]) => ({
    currency,
    stages: opportunityStageSchema.options.map((stage) => ({
      stage,
      ...sumUp(
        all.filter((each) => each.stage === stage),
        currency,
      ),
    })),
    open: sumUp(all.filter(isOpen), currency),
  }));
}

function sumUp(opportunities: readonly Weighed[], currency: string): PipelineSum {
  const digits = minorDigits(currency);
  const text = (amount: Decimal) => toAmountText(amount.toDecimalPlaces(digits), digits);
  let value = new Exact(0);
  let weighted = new Exact(0);
  for (const { expectedValue, probability } of opportunities) {
    value = value.plus(expectedValue.amount);
    weighted = weighted.plus(new Exact(expectedValue.amount).times(probability).div(100));
  }
  return { count: opportunities.length, value: text(value), weighted: text(weighted) };
}
