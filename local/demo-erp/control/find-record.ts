import type { Erp } from '../erp.ts';
import { factsOf } from '../records/entity-sets.ts';
import type { EntityRecords } from '../records/entity-sets.ts';
import { unknownRecord } from '../records/erp-error.ts';

type Numbered = 'customers' | 'items' | 'salesInvoices' | 'salesOrders';

/** People name a record by its number, programs by its id. */
export function findRecord<S extends Numbered>(erp: Erp, set: S, key: string): EntityRecords[S] {
  const found =
    erp.records.find(set, key) ?? erp.records.list(set).find((record) => numberOf(record.fields) === key);
  if (!found) throw unknownRecord(factsOf(set).type, key);
  return found.fields;
}

const numberOf = ({ number }: { number: string }): string => number;
