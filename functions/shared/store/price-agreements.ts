import { priceAgreementSchema, type PriceAgreement } from '../../../domain/records/price-agreement.ts';
import { everyRow } from './every-row.ts';
import { indexes, keys, sorts } from './keys.ts';
import { accountWithMerged } from './merged-accounts.ts';
import { listPage, type Page, type PageRequest, type Stretch } from './pages.ts';
import { isAsked } from './sales-lists.ts';
import { deleteSmall, getSmall, putSmall, readHead, type SmallLayout } from './small-records.ts';
import type { Store } from './store.ts';

const layout: SmallLayout<PriceAgreement> = {
  schema: priceAgreementSchema,
  key: ({ company, priceAgreementId }) => keys.record(company, priceAgreementId),
  index1: (agreement) => ({
    partition: partyOf(agreement),
    sort: sorts.byDate(agreement.createdAt, agreement.priceAgreementId),
  }),
  index2: ({ company, createdAt, priceAgreementId }) => ({
    partition: indexes.priceAgreements(company),
    sort: sorts.byDate(createdAt, priceAgreementId),
  }),
};

const partyOf = ({ company, for: party }: PriceAgreement): string =>
  'accountId' in party
    ? indexes.pricesOfAccount(company, party.accountId)
    : indexes.pricesOfGroup(company, party.priceGroup);

export interface PriceAgreementFilter {
  readonly company: string;
  readonly accountId?: string | undefined;
  readonly priceGroup?: string | undefined;
  readonly productId?: string | undefined;
  readonly productGroup?: string | undefined;
}

export const getPriceAgreement = (
  store: Store,
  company: string,
  priceAgreementId: string,
): Promise<PriceAgreement | undefined> => getSmall(store, layout, keys.record(company, priceAgreementId));

/** Creates at version 1 or replaces the version before. */
export const savePriceAgreement = (store: Store, agreement: PriceAgreement): Promise<PriceAgreement> =>
  putSmall(store, layout, agreement);

export const deletePriceAgreement = (store: Store, agreement: PriceAgreement): Promise<void> =>
  deleteSmall(store, layout, agreement);

/** The newest first; of an account or price group where one is named. */
export async function listPriceAgreements(
  store: Store,
  filter: PriceAgreementFilter,
  page: PageRequest,
): Promise<Page<PriceAgreement>> {
  const read = (item: Parameters<typeof readHead>[1]) => {
    const agreement = readHead(priceAgreementSchema, item);
    return matches(agreement, filter) ? agreement : undefined;
  };
  const place = await placeOf(store, filter);
  return listPage(store, { table: store.crm, descending: true, read, ...place }, page);
}

export interface PricedAccount {
  readonly company: string;
  readonly accountId: string;
  readonly priceGroup?: string | undefined;
}

/** All that may count for an account: its own, with those of accounts merged into it as if they were its own, and those of its price group. */
export async function pricesFor(
  store: Store,
  { company, accountId, priceGroup }: PricedAccount,
): Promise<PriceAgreement[]> {
  const [own, ofGroup] = await Promise.all([
    everyOne(store, { company, accountId }),
    priceGroup === undefined ? [] : everyOne(store, { company, priceGroup }),
  ]);
  return [...own.map((agreement) => ({ ...agreement, for: { accountId } })), ...ofGroup];
}

async function everyOne(store: Store, filter: PriceAgreementFilter): Promise<PriceAgreement[]> {
  const agreements: PriceAgreement[] = [];
  for await (const each of everyRow((page) => listPriceAgreements(store, filter, page)))
    agreements.push(each);
  return agreements;
}

async function placeOf(
  store: Store,
  { company, accountId, priceGroup }: PriceAgreementFilter,
): Promise<{ index: 'gsi1' | 'gsi2'; stretches: Stretch[] }> {
  if (accountId !== undefined) {
    const accountIds = await accountWithMerged(store, company, accountId);
    return {
      index: 'gsi1',
      stretches: accountIds.map((id) => ({ partition: indexes.pricesOfAccount(company, id) })),
    };
  }
  return priceGroup === undefined
    ? { index: 'gsi2', stretches: [{ partition: indexes.priceAgreements(company) }] }
    : { index: 'gsi1', stretches: [{ partition: indexes.pricesOfGroup(company, priceGroup) }] };
}

/** Groups share a partition where their names differ in case only. */
function matches({ for: party, on }: PriceAgreement, filter: PriceAgreementFilter): boolean {
  const priceGroup = 'priceGroup' in party ? party.priceGroup : undefined;
  return (
    isAsked(filter.priceGroup, priceGroup) &&
    isAsked(filter.productId, 'productId' in on ? on.productId : undefined) &&
    isAsked(filter.productGroup, 'productGroup' in on ? on.productGroup : undefined)
  );
}
