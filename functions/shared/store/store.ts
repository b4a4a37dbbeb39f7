import { tableCalls } from './table-calls.ts';
import type { Tables } from './tables.ts';

/** The three tables and the way to them; first argument of every function in this folder. */
export interface Store {
  readonly tables: Tables;
  readonly crm: string;
  readonly crossReferences: string;
  readonly deliveries: string;
}

export interface TableNames {
  readonly CRM_TABLE: string;
  readonly CROSS_REFERENCES_TABLE: string;
  readonly DELIVERIES_TABLE: string;
}

export const openStore = (names: TableNames, tables = tableCalls()): Store => ({
  tables,
  crm: names.CRM_TABLE,
  crossReferences: names.CROSS_REFERENCES_TABLE,
  deliveries: names.DELIVERIES_TABLE,
});
