import * as z from 'zod';
import type { Entity } from '../../../domain/canonical/change.ts';
import { everyRow } from './every-row.ts';
import { indexes } from './keys.ts';
import { listPage } from './pages.ts';
import { readHead } from './small-records.ts';
import type { Store } from './store.ts';

const keyRowSchema = z.object({
  connectionId: z.string(),
  externalId: z.string(),
  deletedAt: z.string().optional(),
  createdAt: z.string(),
});

export interface KnownKeys {
  readonly company: string;
  readonly connectionId: string;
  readonly entity: Entity;
  /** What came later was not there to be listed. */
  readonly createdBefore: string;
}

const ROWS_PER_READ = 1_000;

/** The ERP's ids of all records of a connection that are not deleted. */
export async function listKnownKeys(store: Store, wanted: KnownKeys): Promise<Set<string>> {
  const { company, connectionId, entity, createdBefore } = wanted;
  const listing = {
    table: store.crm,
    index: 'gsi1' as const,
    stretches: [{ partition: partitionOf(company, entity) }],
    read: (item: Parameters<typeof readHead>[1]) => {
      const row = readHead(keyRowSchema, item);
      const isOurs = row.connectionId === connectionId && row.deletedAt === undefined;
      return isOurs && row.createdAt < createdBefore ? row.externalId : undefined;
    },
  };
  const known = new Set<string>();
  const rows = everyRow((page) => listPage(store, listing, page), ROWS_PER_READ);
  for await (const externalId of rows) known.add(externalId);
  return known;
}

function partitionOf(company: string, entity: Entity): string {
  if (entity === 'invoice') return indexes.invoices(company);
  return entity === 'order' ? indexes.erpOrders(company) : indexes.byName(company, entity);
}
