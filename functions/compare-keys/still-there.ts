import type { Change } from '../../domain/canonical/change.ts';
import type { ComparedEntity } from '../../domain/comparison/comparison.ts';
import { ErpRejectedError, MappingError } from '../../domain/errors.ts';
import type { Connection } from '../../domain/records/connection.ts';
import type { IngestionPorts } from '../shared/ingestion/ports.ts';

type Missing = Change & { readonly entity: ComparedEntity };

/**
 * A full list may lack a record that is there: pages move while others are deleted. So each that is missing is asked for by its id. Only what
 * the ERP does not have, or has as none of ours any more, is deleted; all else is read.
 */
export async function unlessStillThere(
  { erp }: Pick<IngestionPorts, 'erp'>,
  connection: Connection,
  missing: Missing,
): Promise<Change> {
  const { entity, externalId } = missing;
  for (const resource of erp.comparedResources(connection, entity)) {
    const pointer = { entity, externalId, resource, change: 'updated' as const };
    if (await isOurs({ erp }, connection, pointer)) return pointer;
  }
  return missing;
}

/** What cannot be read or mapped is there: reading it once more parks it, with the reason. */
async function isOurs(
  { erp }: Pick<IngestionPorts, 'erp'>,
  connection: Connection,
  { entity, externalId, resource, change }: Change & { readonly resource: string },
): Promise<boolean> {
  try {
    const payload = await erp.fetch(connection, { entity, externalId, resource, change });
    if (payload === undefined) return false;
    return !('ignored' in (await erp.map(connection, { entity, resource, payload })));
  } catch (error) {
    if (error instanceof ErpRejectedError || error instanceof MappingError) return true;
    throw error;
  }
}
