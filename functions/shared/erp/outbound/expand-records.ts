import { ErpRejectedError } from '../../../../domain/errors.ts';
import { addressOf, ask } from '../fetch/ask.ts';
import { isJsonObject, valueAt, type JsonValue } from '../lossless-json.ts';
import type { LookUp } from '../manifest/look-up.ts';
import { idAt } from './found-id.ts';
import type { OutboundAccess } from './outbound-access.ts';

/** The records that a list of ids stands for, each asked for by its id; one that is gone meanwhile is left out. */
export async function expandedRecords(
  outbound: OutboundAccess,
  lookUp: LookUp,
  listed: readonly JsonValue[],
): Promise<readonly JsonValue[]> {
  if (lookUp.expand === undefined) return listed;
  const records: JsonValue[] = [];
  for (const row of listed) {
    const record = await recordOf(outbound, lookUp, row);
    if (record !== undefined) records.push(record);
  }
  return records;
}

async function recordOf(
  { access }: OutboundAccess,
  { expand, id: place, by }: LookUp,
  row: JsonValue,
): Promise<JsonValue | undefined> {
  if (expand === undefined) return row;
  const id = idAt(access, row, place);
  if (id === undefined)
    throw new ErpRejectedError(`The look-up by ${by} lists a record without an id at "${place}".`);
  const values = { id };
  const question = { request: expand, values, url: addressOf(access, expand, values) };
  const reply = await ask(access, question);
  if (reply.gone) return undefined;
  const record = valueAt(reply.json, expand.record);
  if (isJsonObject(record)) return record;
  throw new ErpRejectedError(`The ERP's answer holds no record at "${expand.record}"; check the connector.`);
}
