import type { Change } from '../../../domain/canonical/change.ts';
import { IntegrationError } from '../../../domain/errors.ts';
import type { Connection } from '../../../domain/records/connection.ts';
import type { Connector } from '../../shared/erp/connectors.ts';
import type { JsonValue } from '../../shared/erp/lossless-json.ts';
import type { TriedRecord } from '../../shared/erp/trial/try-records.ts';
import { missingToAsk } from '../../shared/erp/trial/unsent-requests.ts';
import { inTime } from './in-time.ts';
import type { TrialPorts } from './trial-ports.ts';

/** Each is at least one request to the ERP; more of them would outlast this one. */
const MOST_READ = 20;

/** A record that was only named, as the ERP has it: its payload, `gone`, or why it could not be read. */
export type ReadRecord = Pick<TriedRecord, 'entity' | 'resource' | 'externalId' | 'change'> &
  ({ readonly payload: JsonValue } | { readonly gone: true } | { readonly reason: string });

interface ToRead {
  /** As it ships. */
  readonly connector: Connector;
  readonly connection: Connection;
  readonly changes: readonly Change[];
  readonly records: readonly TriedRecord[];
}

/** Reads the first of the named records with the connection's own credentials. */
export async function readNamed(
  ports: TrialPorts,
  { connector, connection, ...given }: ToRead,
): Promise<ReadRecord[]> {
  const named = given.records.flatMap(({ outcome, change }) => {
    const announced = change === undefined ? undefined : given.changes[change];
    return outcome === 'named' && announced && change !== undefined ? [{ index: change, announced }] : [];
  });
  const read = await Promise.all(
    named.slice(0, MOST_READ).map((each) => readOne(ports, { connector, connection, ...each })),
  );
  return read.flat().slice(0, MOST_READ);
}

interface Named {
  readonly connector: Connector;
  readonly connection: Connection;
  readonly index: number;
  readonly announced: Change;
}

/** What is announced may come from changed files: nothing is asked for that the shipped manifest does not know. */
async function readOne(ports: TrialPorts, given: Named): Promise<ReadRecord[]> {
  const { entity, resource, externalId } = given.announced;
  const about = { entity, resource, externalId, change: given.index };
  const missing = missingToAsk(given.connector, given.announced);
  if (missing) return [{ ...about, reason: `${missing.field}: ${missing.reason}` }];
  try {
    return externalId === null
      ? await readCollection(ports, given)
      : [{ ...about, ...(await fetched(ports, given)) }];
  } catch (error) {
    if (!(error instanceof IntegrationError)) throw error;
    return [{ ...about, reason: error.message }];
  }
}

async function fetched({ erp }: TrialPorts, { connection, announced }: Named) {
  const payload = await inTime(erp.fetch(connection, announced));
  return payload === undefined ? ({ gone: true } as const) : { payload };
}

/** The first page of many changes; a delivery that brings more leaves the rest to the catch-up. */
async function readCollection(ports: TrialPorts, given: Named): Promise<ReadRecord[]> {
  const { connection, announced, index } = given;
  const { entity, resource = '', filter, at = '' } = announced;
  const { payloads } = await inTime(ports.erp.pull(connection, { entity, resource, since: filter ?? at }));
  const listed = ports.erp.listed(connection, { entity, resource }, payloads.slice(0, MOST_READ));
  const read = listed.map(async (change): Promise<ReadRecord[]> => {
    // The list was parsed by the lossless parser.
    const payload = change.data as JsonValue | undefined;
    if (payload === undefined) return readOne(ports, { ...given, announced: change });
    return [{ entity, resource, externalId: change.externalId, change: index, payload }];
  });
  return (await Promise.all(read)).flat();
}
