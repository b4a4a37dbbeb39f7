import { couplingSchema, type Coupling } from '../../../domain/records/coupling.ts';
import { indexes, keys, sorts } from './keys.ts';
import { listPage, type Page, type PageRequest } from './pages.ts';
import { couplingIdOf } from './record-ids.ts';
import { getSmall, putSmall, readHead, type SmallLayout } from './small-records.ts';
import type { Store } from './store.ts';

export const couplingLayout: SmallLayout<Coupling> = {
  schema: couplingSchema,
  key: ({ company, couplingId }) => keys.record(company, couplingId),
  index1: ({ company, state, candidates, couplingId }) => ({
    partition: indexes.couplings(company, state),
    sort: sorts.byScore(candidates[0]?.score ?? 0, couplingId),
  }),
};

export const getCoupling = (
  store: Store,
  company: string,
  couplingId: string,
): Promise<Coupling | undefined> => getSmall(store, couplingLayout, keys.record(company, couplingId));

export const getCouplingOf = (
  store: Store,
  company: string,
  debtorId: string,
): Promise<Coupling | undefined> => getCoupling(store, company, couplingIdOf(debtorId));

/** Creates or replaces a coupling that changes no link: a proposal, or a rejection. Links change by `link-debtor`. */
export const saveCoupling = (store: Store, coupling: Coupling): Promise<Coupling> =>
  putSmall(store, couplingLayout, coupling);

/** Best score first. */
export const listCouplings = (
  store: Store,
  { company, state }: { readonly company: string; readonly state: Coupling['state'] },
  page: PageRequest,
): Promise<Page<Coupling>> =>
  listPage(
    store,
    {
      table: store.crm,
      index: 'gsi1',
      stretches: [{ partition: indexes.couplings(company, state) }],
      read: (item) => readHead(couplingSchema, item),
    },
    page,
  );
