import {
  opportunitySchema,
  opportunityStageSchema,
  type Opportunity,
  type OpportunityStage,
} from '../../../domain/records/opportunity.ts';
import { indexes, keys, sorts } from './keys.ts';
import type { Page, PageRequest } from './pages.ts';
import { isLike } from './row-filters.ts';
import { isAsked, listSales } from './sales-lists.ts';
import { deleteSmall, getSmall, putSmall, type SmallLayout } from './small-records.ts';
import type { Store } from './store.ts';

/** In a stage by the day it is expected; one without a day comes last. */
export const opportunityLayout: SmallLayout<Opportunity> = {
  schema: opportunitySchema,
  key: ({ company, opportunityId }) => keys.record(company, opportunityId),
  index1: ({ company, stage, expectedOn, opportunityId }) => ({
    partition: indexes.inState(company, 'opportunity', stage),
    sort: sorts.byDate(expectedOn ?? '9999-12-31', opportunityId),
  }),
  index2: ({ company, accountId, createdAt, opportunityId }) => ({
    partition: indexes.ofAccount(company, accountId),
    sort: sorts.documentOfAccount('opportunity', createdAt, opportunityId),
  }),
};

export interface OpportunityFilter {
  readonly company: string;
  readonly stage?: OpportunityStage | undefined;
  readonly accountId?: string | undefined;
  readonly owner?: string | undefined;
  /** Part of the title. */
  readonly text?: string | undefined;
}

export const getOpportunity = (
  store: Store,
  company: string,
  opportunityId: string,
): Promise<Opportunity | undefined> =>
  getSmall(store, opportunityLayout, keys.record(company, opportunityId));

/** Creates at version 1 or replaces the version before. */
export const saveOpportunity = (store: Store, opportunity: Opportunity): Promise<Opportunity> =>
  putSmall(store, opportunityLayout, opportunity);

export const deleteOpportunity = (store: Store, opportunity: Opportunity): Promise<void> =>
  deleteSmall(store, opportunityLayout, opportunity);

/** Stage by stage in the order of the sale, the next expected first; of an account the latest made first. */
export const listOpportunities = (
  store: Store,
  filter: OpportunityFilter,
  page: PageRequest,
): Promise<Page<Opportunity>> => {
  const { company, stage, accountId, owner, text } = filter;
  const stages = stage === undefined ? opportunityStageSchema.options : [stage];
  return listSales(
    store,
    {
      ...{ company, kind: 'opportunity', accountId, schema: opportunitySchema },
      stretches: stages.map((each) => ({ partition: indexes.inState(company, 'opportunity', each) })),
      isWanted: (row) => isAsked(stage, row.stage) && isAsked(owner, row.owner) && isLike([row.title], text),
      ascending: accountId === undefined,
    },
    page,
  );
};
