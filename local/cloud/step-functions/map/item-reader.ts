import type { ItemReader, MapState } from '../definition/schema.ts';
import { evaluateNumber, type Here } from '../engine/thread.ts';
import { StatesError } from '../errors.ts';
import { asJson, isObject, type Json, type JsonObject } from '../json.ts';
import { parseCsv } from './csv.ts';
import { callService, serviceArguments } from './service-call.ts';

/** Reads the items of a Map from S3: one JSON, JSONL or CSV object, or the list of objects under a prefix. */
export async function readItems(here: Here<MapState>, reader: ItemReader): Promise<Json[]> {
  const parameters = await serviceArguments(here, 'ItemReader');
  const items = reader.Resource.endsWith(':s3:listObjectsV2')
    ? await listObjects(here, reader, parameters)
    : parseItems(reader, await readObject(here, reader, parameters));
  const template = reader.ReaderConfig?.MaxItems;
  if (template === undefined) return items;
  const most = await evaluateNumber(here, { name: 'ItemReader/ReaderConfig/MaxItems', template });
  return most < 1 ? items : items.slice(0, most);
}

async function listObjects(
  here: Here<MapState>,
  reader: ItemReader,
  parameters: JsonObject,
): Promise<Json[]> {
  const items: Json[] = [];
  let token: Json | undefined;
  do {
    const page = await call(here, reader, { ...parameters, ...(token && { ContinuationToken: token }) });
    items.push(...(Array.isArray(page['Contents']) ? page['Contents'] : []));
    token = page['NextContinuationToken'];
  } while (token);
  return items;
}

async function readObject(here: Here<MapState>, reader: ItemReader, parameters: JsonObject): Promise<string> {
  const { Body: body } = await call(here, reader, parameters);
  if (typeof body === 'string') return body;
  throw failed('The object has no text.');
}

async function call(here: Here<MapState>, reader: ItemReader, parameters: JsonObject): Promise<JsonObject> {
  const { Resource: resource } = reader;
  const id = JSON.stringify(parameters);
  const answer = asJson(
    await callService(here, { resource, arguments: parameters, failsAs: 'States.ItemReaderFailed', id }),
  );
  if (isObject(answer)) return answer;
  throw failed('The service gave no object.');
}

function parseItems({ ReaderConfig: config }: ItemReader, text: string): Json[] {
  try {
    if (config?.InputType === 'CSV') return parseCsv(text, config);
    if (config?.InputType === 'JSONL') return lines(text).map((line) => JSON.parse(line) as Json);
    return listIn(JSON.parse(text) as Json, config?.ItemsPointer ?? '');
  } catch (error) {
    throw failed(String(error));
  }
}

function lines(text: string): string[] {
  return text.split(/\r?\n/).filter((line) => line.trim() !== '');
}

/** Follows a JSON pointer (RFC 6901) to the list of items. */
function listIn(document: Json, pointer: string): Json[] {
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const found = steps.reduce<Json | undefined>(
    (value, step) => (isObject(value) ? value[step] : undefined),
    document,
  );
  if (Array.isArray(found)) return found;
  throw failed(`There is no list of items at '${pointer}'.`);
}

function failed(reason: string): StatesError {
  return new StatesError('States.ItemReaderFailed', reason);
}
