import { chainNames } from '../../../../domain/ledger/hashes.ts';
import type { LedgerEntry } from '../../../../domain/ledger/ledger-event.ts';
import type { LedgerState, LedgerStatus } from '../../../../domain/ledger/ledger-state.ts';
import type { ChainHead } from '../../../../domain/ledger/next-entries.ts';
import { listPage, type Page, type PageRequest } from '../pages.ts';
import { chainHead } from './append.ts';
import type { Ledger } from './ledger.ts';
import { readEntry, readState } from './ledger-items.ts';
import { allEntries, chainPartition, entriesOfMonth, ledgerIndexes } from './ledger-keys.ts';

/** Hand-overs in one state; those that are due soonest, or changed longest ago, first. */
export const listByStatus = (
  ledger: Ledger,
  { company, status }: { readonly company: string; readonly status: LedgerStatus },
  page: PageRequest,
): Promise<Page<LedgerState>> =>
  listPage(
    ledger,
    {
      ...{ table: ledger.table, index: 'gsi1', read: readState },
      stretches: [{ partition: ledgerIndexes.status(company, status) }],
    },
    page,
  );

/** The whole journal, chain after chain, each in its order: what an export holds. */
export const exportEntries = (
  ledger: Ledger,
  company: string,
  page: PageRequest,
): Promise<Page<LedgerEntry>> => listEntries(ledger, { company, range: allEntries }, page);

/** The entries of a month (`2026-11`, UTC), chain after chain. */
export const listMonth = (
  ledger: Ledger,
  { company, month }: { readonly company: string; readonly month: string },
  page: PageRequest,
): Promise<Page<LedgerEntry>> => listEntries(ledger, { company, range: entriesOfMonth(month) }, page);

const listEntries = (
  ledger: Ledger,
  {
    company,
    range,
  }: { readonly company: string; readonly range: { from: string; to: string } | { prefix: string } },
  page: PageRequest,
): Promise<Page<LedgerEntry>> => {
  const stretches = chainNames.map((chain) => ({ partition: chainPartition(company, chain), ...range }));
  return listPage(ledger, { table: ledger.table, stretches, read: readEntry }, page);
};

/** Where each chain ends now. Kept somewhere else, they prove later that nothing was cut off or rewritten. */
export async function chainHeads(ledger: Ledger, company: string): Promise<Record<string, ChainHead>> {
  const heads = await Promise.all(
    chainNames.map(async (chain) => [chain, await chainHead(ledger, { company, chain })] as const),
  );
  return Object.fromEntries(heads.filter(([, { sequence }]) => sequence > 0));
}
