import { settleOne } from '../shared/ingestion/write-settlements.ts';
import { openStore, type TableNames } from '../shared/store/store.ts';
import type { DoorPorts } from './ports.ts';

export function settling(names: TableNames): DoorPorts['settle'] {
  const store = openStore(names);
  return (settlement) => settleOne(store, settlement);
}
