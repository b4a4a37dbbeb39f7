import { changeSchema, type Change } from '../../../domain/canonical/change.ts';
import type { DeliveryMessage } from '../../../domain/deliveries/delivery-message.ts';
import type { Connection } from '../../../domain/records/connection.ts';
import type { ChangeOutcome } from '../../../domain/records/delivery.ts';
import type { Announced } from '../erp/envelope.ts';
import { isJsonList, parseLossless, type JsonValue } from '../erp/lossless-json.ts';
import type { IngestionPorts } from './ports.ts';

/** What a delivery's bytes say: changes to apply, and what is settled by having been read. */
export interface Reading {
  readonly changes: readonly Change[];
  readonly settled: readonly ChangeOutcome[];
}

export async function readAnnounced(
  { erp }: Pick<IngestionPorts, 'erp'>,
  {
    connection,
    message,
  }: {
    readonly connection: Connection;
    readonly message: Pick<DeliveryMessage, 'channel' | 'entity' | 'resource' | 'refusedEntries' | 'headers'>;
  },
  bytes: Uint8Array,
): Promise<Reading> {
  const json = parseLossless(bytes);
  if (!json.ok) return { changes: [], settled: [notReadable(json.reason, json.offset)] };
  if (message.channel === 'pull') return readPage(erp, { connection, message }, json.value);
  if (message.channel === 'compare') return readDifferences(json.value);
  const announced = await erp.announced(connection, json.value, {
    refused: new Set(message.refusedEntries),
    headers: message.headers,
  });
  return { changes: announced.changes, settled: settledByReading(announced) };
}

function readPage(
  erp: IngestionPorts['erp'],
  { connection, message }: { connection: Connection; message: Pick<DeliveryMessage, 'entity' | 'resource'> },
  page: JsonValue,
): Reading {
  if (!isJsonList(page) || message.resource === undefined)
    throw new Error('An archived page is a list of one resource.');
  return {
    changes: erp.listed(connection, { entity: message.entity, resource: message.resource }, page),
    settled: [],
  };
}

/** Written by ourselves, so that anything else is a bug. */
const readDifferences = (json: JsonValue): Reading => ({
  changes: changeSchema.array().parse(json),
  settled: [],
});

/** Entries of a delivery that announce nothing to apply, each with the reason to show. */
export const settledByReading = ({ ignored, refused, unreadable, forPeople }: Announced): ChangeOutcome[] => [
  ...ignored.map(
    ({ index, reason }): ChangeOutcome => ({ state: 'ignored', reason: `Entry ${index}: ${reason}.` }),
  ),
  ...refused.map(
    ({ index }): ChangeOutcome => ({ state: 'ignored', reason: `Entry ${index}: its secret is wrong.` }),
  ),
  ...forPeople.map(({ reason }): ChangeOutcome => ({ state: 'parked', cause: 'erp-notice', reason })),
  ...unreadable.map(
    ({ index, field, reason }): ChangeOutcome => ({
      state: 'parked',
      cause: 'unreadable',
      reason: index < 0 ? `The body: ${reason}.` : `Entry ${index}: ${reason}.`,
      problems: [{ field, reason }],
    }),
  ),
];

export const notReadable = (reason: string, offset: number): ChangeOutcome => ({
  state: 'parked',
  cause: 'unreadable',
  reason: `The body is no JSON we read: ${reason} (at byte ${offset}).`,
  problems: [{ field: '(body)', reason }],
});
