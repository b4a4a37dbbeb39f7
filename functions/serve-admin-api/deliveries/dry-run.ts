import type { MappedRecord } from '../../shared/ingestion/ports.ts';
import {
  storeDeletion,
  storeMapped,
  type RecordChange,
  type StoredRecord,
} from '../../shared/ingestion/store-record.ts';
import { dryStore } from '../../shared/store/dry-store.ts';
import type { MirrorRecord } from '../../shared/store/mirror-layout.ts';
import type { Store } from '../../shared/store/store.ts';
import type { MappedChange } from '../views/delivery-view.ts';

/** What a change would come to. */
export interface DryRun {
  readonly outcome: MappedChange['outcome'];
  readonly reason?: string;
  /** Whether the record would be written at all. */
  readonly hasWritten: boolean;
  /** As it would be stored, or is where nothing would be written. */
  readonly record: MirrorRecord | undefined;
  readonly before: MirrorRecord | undefined;
}

/** The steps of ingestion, on tables that stay as they are; without a mapped record it is a deletion. */
export async function dryRun(store: Store, change: RecordChange, mapped?: MappedRecord): Promise<DryRun> {
  const dry = dryStore(store);
  const stored = mapped ? await storeMapped(dry, change, mapped) : await storeDeletion(dry, change);
  const { record, before } = stored;
  const hasWritten = dry.hasWritten();
  return {
    ...(hasWritten ? outcomeOfWrite(stored) : outcomeWithoutWrite(stored)),
    hasWritten,
    record,
    before,
  };
}

const outcomeOfWrite = ({ outcome, ignored }: StoredRecord): Pick<DryRun, 'outcome' | 'reason'> => ({
  outcome,
  ...(ignored !== undefined && { reason: ignored }),
});

/** What a delivery itself brought about counts as applied whenever it comes again; to a person nothing would change. */
const outcomeWithoutWrite = (stored: StoredRecord): Pick<DryRun, 'outcome' | 'reason'> =>
  stored.outcome === 'applied'
    ? { outcome: 'unchanged', reason: 'It is applied already; nothing would change.' }
    : outcomeOfWrite(stored);
