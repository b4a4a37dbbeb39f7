import { pulledName, withWish } from '../../../domain/catch-up/pull-again.ts';
import type { Change } from '../../../domain/canonical/change.ts';
import { MappingError } from '../../../domain/errors.ts';
import type { Connection } from '../../../domain/records/connection.ts';
import { noteProgress } from '../store/connection-progress.ts';
import type { ChangeToIngest, IngestedChange } from './ingest-change.ts';
import type { IngestionPorts } from './ports.ts';

/** A notification that says only "many changed since". */
export interface Collection {
  readonly connection: Connection;
  readonly change: Change;
  readonly deliveryId: string;
  /** Applies the changes of a page that began to be read at `listedAt`. */
  readonly applyAll: (
    changes: readonly ChangeToIngest['change'][],
    listedAt: string,
  ) => Promise<IngestedChange[]>;
}

/**
 * Asks the ERP which. One page is applied at once; more than that is left to the catch-up, which goes page by page, survives whatever ends a
 * function, and is wished for in the table before this delivery counts as settled. Of the notification only resource and time are used; the
 * request is built by us.
 */
export async function ingestCollection(
  ports: IngestionPorts,
  collection: Collection,
): Promise<IngestedChange[]> {
  const { connection, change } = collection;
  const { entity } = change;
  const { resource, since } = startOf(change);
  const listedAt = new Date(ports.now()).toISOString();
  const page = await ports.erp.pull(connection, { entity, resource, since });
  if (page.cursor === undefined)
    return collection.applyAll(ports.erp.listed(connection, { entity, resource }, page.payloads), listedAt);
  const { deliveryId } = collection;
  const name = pulledName({ entity, resource });
  await noteProgress(ports.store, connection.connectionId, (progress) => ({
    ...progress,
    pullAgain: { ...withWish(progress.pullAgain, name, { since, deliveryId }) },
  }));
  return [handedOn(change, since)];
}

function startOf({ entity, resource, filter, at }: Change): { resource: string; since: string } {
  const since = filter ?? at;
  if (resource !== undefined && since !== undefined) return { resource, since };
  const reason = 'the notification of many changes does not say since when';
  throw new MappingError(
    `Many changes of ${entity} are announced, but ${reason}; pull the connection instead.`,
    [{ field: 'since', reason }],
  );
}

const handedOn = ({ entity }: Change, since: string): IngestedChange => ({
  outcome: {
    entity,
    state: 'applied',
    reason: `More than a page changed since ${since}: the next catch-up, within minutes, reads them.`,
  },
  numbers: [],
});
