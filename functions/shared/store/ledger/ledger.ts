import { tableCalls } from '../table-calls.ts';
import type { Tables } from '../tables.ts';

/** The journal's table and the way to it; first argument of every function in this folder. Nothing here deletes. */
export interface Ledger {
  readonly tables: Tables;
  readonly table: string;
}

export const openLedger = (
  names: { readonly LEDGER_TABLE: string },
  tables: Tables = tableCalls(),
): Ledger => ({ tables, table: names.LEDGER_TABLE });
