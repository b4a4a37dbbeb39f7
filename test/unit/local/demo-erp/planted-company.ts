import { manualClock } from '../../../../local/cloud/clock.ts';
import { plantCompany } from '../../../../local/demo-erp/seed/plant-company.ts';
import { openDatabase } from '../../../../local/demo-erp/store/database.ts';
import { NumberSeries } from '../../../../local/demo-erp/store/number-series.ts';
import { Records } from '../../../../local/demo-erp/store/records.ts';
import type { RecordChange } from '../../../../local/demo-erp/store/records.ts';

/** A company planted in memory on a fixed day, with a desk to sell from and the changes it made. */
export function plantedCompany(seed = 'test') {
  const clock = manualClock(Date.UTC(2026, 2, 15, 9));
  const database = openDatabase(undefined);
  const changes: RecordChange[] = [];
  const records = new Records(database, { clock, onChange: (change) => changes.push(change) });
  const numbers = new NumberSeries(database);
  plantCompany({ seed, records, numbers, now: clock.now() });
  return { clock, database, records, numbers, changes };
}
