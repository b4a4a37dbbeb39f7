import type { Change } from '../../../domain/canonical/change.ts';
import { MappingError } from '../../../domain/errors.ts';
import type { Connection } from '../../../domain/records/connection.ts';
import type { ChangeToIngest } from './ingest-change.ts';
import type { Erp } from './ports.ts';

/**
 * The records behind a notification that says only "many changed since": pages of them as the ERP lists them now. Of the
 * notification only resource and time are used; the request is built by us.
 */
export async function* expandCollection(
  erp: Erp,
  connection: Connection,
  change: Change,
): AsyncGenerator<ChangeToIngest['change'][]> {
  const { entity, resource } = change;
  const since = change.filter ?? change.at;
  if (resource === undefined || since === undefined) throw withoutStart(change);
  let cursor: string | undefined;
  do {
    const page = await erp.pull(connection, { entity, resource, since, cursor });
    yield erp.listed(connection, { entity, resource }, page.payloads);
    cursor = page.cursor;
  } while (cursor !== undefined);
}

function withoutStart({ entity }: Change): MappingError {
  const reason = 'the notification of many changes does not say since when';
  return new MappingError(
    `Many changes of ${entity} are announced, but ${reason}; pull the connection instead.`,
    [{ field: 'since', reason }],
  );
}
