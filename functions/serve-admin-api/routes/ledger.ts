import * as z from 'zod';
import { ledgerStatusSchema } from '../../../domain/ledger/ledger-state.ts';
import { exportEntries, listByStatus, listMonth } from '../../shared/store/ledger/lists.ts';
import { keyHistory } from '../../shared/store/ledger/read.ts';
import { may, route } from '../define-route.ts';
import { readHeads, verifyOnline } from '../ledger/verify-online.ts';
import {
  ledgerEntryView,
  ledgerEntryViewSchema,
  ledgerKeyParameter,
  ledgerStateView,
  ledgerStateViewSchema,
} from '../views/ledger-view.ts';
import { chainHeadsSchema, verificationView, verificationViewSchema } from '../views/verification-view.ts';

const tag = 'Ledger';

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month such as 2026-01');
const about = { description: 'A month, by UTC.', example: '2026-01' };
export const ledgerRoutes = [
  route({
    id: 'listHandOvers',
    method: 'GET',
    path: '/ledger/hand-overs',
    tag,
    summary: 'List hand-overs in a state: first what is due soonest or changed longest ago',
    roles: may.audit,
    query: z.object({ status: ledgerStatusSchema.default('parked').meta({ example: 'unknown' }) }),
    returns: { page: ledgerStateViewSchema },
    handle: async ({ caller, query: { status }, page }, { ledger }) => {
      const found = await listByStatus(ledger, { company: caller.company, status }, page);
      return { items: found.items.map(ledgerStateView), cursor: found.cursor };
    },
  }),
  route({
    id: 'listLedgerMonth',
    method: 'GET',
    path: '/ledger/entries',
    tag,
    summary: 'List the entries of a month, chain after chain',
    roles: may.audit,
    query: z.object({ month: month.meta(about) }),
    returns: { page: ledgerEntryViewSchema },
    handle: async ({ caller, query: { month }, page }, { ledger }) => {
      const found = await listMonth(ledger, { company: caller.company, month }, page);
      return { items: found.items.map(ledgerEntryView), cursor: found.cursor };
    },
  }),
  route({
    id: 'getLedgerHistory',
    method: 'GET',
    path: '/ledger/history',
    tag,
    summary: 'Every entry of one hand-over, the first one first',
    roles: may.audit,
    query: z.object({ key: ledgerKeyParameter }),
    returns: { json: z.object({ items: z.array(ledgerEntryViewSchema) }) },
    handle: async ({ caller, query: { key } }, { ledger }) => ({
      body: { items: (await keyHistory(ledger, caller.company, key)).map(ledgerEntryView) },
    }),
  }),
  route({
    id: 'getLedgerHeads',
    method: 'GET',
    path: '/ledger/heads',
    tag,
    summary: 'Where each chain ends now',
    description: 'Kept elsewhere, they prove later that nothing was cut off or rewritten.',
    roles: may.audit,
    returns: { json: chainHeadsSchema },
    handle: async ({ caller }, { ledger }) => ({ body: { items: await readHeads(ledger, caller.company) } }),
  }),
  route({
    id: 'verifyLedger',
    method: 'GET',
    path: '/ledger/verify',
    tag,
    summary: 'Prove the ledger: chains, hand-overs, and where every unit is',
    description:
      'The proof covers everything; totals and reasons are of what was begun in the month (H1–H5, A1).',
    roles: may.audit,
    query: z.object({ month: month.optional().meta(about) }),
    returns: { json: verificationViewSchema },
    handle: async ({ caller, query: { month } }, { ledger }) => ({
      body: verificationView(await verifyOnline(ledger, { company: caller.company, month })),
    }),
  }),
  route({
    id: 'exportLedger',
    method: 'GET',
    path: '/ledger/export',
    tag,
    summary: 'Export the whole ledger, one entry per line',
    description: 'The header Link says where it goes on. Joined, the pages prove themselves offline (A1).',
    roles: may.audit,
    returns: { lines: ledgerEntryViewSchema },
    handle: async ({ caller, page }, { ledger }) => {
      const found = await exportEntries(ledger, caller.company, page);
      return { items: found.items.map(ledgerEntryView), cursor: found.cursor };
    },
  }),
];
