import type { Watch } from '../../constructs/watch.ts';
import type { Watched } from './watched.ts';

export function watchTables(watch: Watch, { data }: Watched): void {
  watch.section('Tables');
  watch.table('Table crm', data.crm);
  watch.table('Table cross-references', data.crossReferences);
  watch.table('Table deliveries', data.deliveries);
  watch.table('Table ledger', data.ledger);
}
