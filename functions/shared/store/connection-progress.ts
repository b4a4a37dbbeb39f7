import { connectionProgressSchema, type ConnectionProgress } from '../../../domain/records/connection.ts';
import { ConcurrentChangeError } from '../../../domain/errors.ts';
import { getDocument, putDocument } from './documents.ts';
import { numberOf } from './items.ts';
import { keys } from './keys.ts';
import { readHead } from './small-records.ts';
import type { Store } from './store.ts';

/** What machines noted about a connection so far. */
export async function getProgress(store: Store, connectionId: string): Promise<ConnectionProgress> {
  return (await readProgress(store, connectionId)).progress;
}

const MOST_ROUNDS = 10;

/** Several machines note different things at once; whoever lost notes it again on what won. Answers what stands then. */
export async function noteProgress(
  store: Store,
  connectionId: string,
  change: (progress: ConnectionProgress) => ConnectionProgress,
): Promise<ConnectionProgress> {
  const key = keys.connectionProgress(connectionId);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const { progress, version } = await readProgress(store, connectionId);
    const changed = change(progress);
    const document = { key, version: version + 1, head: JSON.stringify(changed) };
    const { written } = await putDocument(store, document, version === 0 ? 'absent' : version);
    if (written) return changed;
  }
  throw new ConcurrentChangeError(`The progress of ${connectionId} keeps changing.`);
}

async function readProgress(
  store: Store,
  connectionId: string,
): Promise<{ progress: ConnectionProgress; version: number }> {
  const item = await getDocument(store, keys.connectionProgress(connectionId));
  if (!item) return { progress: { connectionId, watermarks: {} }, version: 0 };
  return { progress: readHead(connectionProgressSchema, item), version: numberOf(item, 'version') };
}
