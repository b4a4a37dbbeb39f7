import { isOpen } from '../../../domain/opportunities/change-opportunity.ts';
import { weightedPipeline, type CurrencyPipeline } from '../../../domain/opportunities/weighted-pipeline.ts';
import { opportunityStageSchema, type Opportunity } from '../../../domain/records/opportunity.ts';
import { listOpportunities, type OpportunityFilter } from '../../shared/store/opportunities.ts';
import { everyRow } from '../../shared/store/every-row.ts';
import type { Store } from '../../shared/store/store.ts';

export type PipelineFilter = Omit<OpportunityFilter, 'stage'>;

const OPEN_STAGES = opportunityStageSchema.options.filter((stage) => isOpen({ stage }));

/** What is neither won nor lost; the ends are in the list of opportunities. */
export async function readPipeline(store: Store, filter: PipelineFilter): Promise<CurrencyPipeline[]> {
  const stages = await Promise.all(OPEN_STAGES.map((stage) => everyOne(store, { ...filter, stage })));
  return weightedPipeline(stages.flat()).map((pipeline) => ({
    ...pipeline,
    stages: pipeline.stages.filter(isOpen),
  }));
}

async function everyOne(store: Store, filter: OpportunityFilter): Promise<Opportunity[]> {
  const opportunities: Opportunity[] = [];
  for await (const each of everyRow((page) => listOpportunities(store, filter, page)))
    opportunities.push(each);
  return opportunities;
}
