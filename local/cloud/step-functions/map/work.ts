import type { MapState } from '../definition/schema.ts';
import type { Work } from '../engine/frame.ts';
import { evaluateField, type Here } from '../engine/thread.ts';
import { EvaluationError } from '../errors.ts';
import type { Json, JsonObject } from '../json.ts';
import { batch } from './batch.ts';
import { readItems } from './item-reader.ts';

/** What the iterations of a Map work on: read or given, then selected from, then put into batches. */
export async function collectWork(here: Here<MapState>): Promise<Work[]> {
  const items = here.state.ItemReader ? await readItems(here, here.state.ItemReader) : await givenItems(here);
  const work = await Promise.all(items.map((value, index) => select(here, value, index)));
  return here.state.ItemBatcher ? batch(here, here.state.ItemBatcher, work) : work;
}

async function givenItems(here: Here<MapState>): Promise<Json[]> {
  const template = here.state.Items;
  const items =
    template === undefined ? here.thread.frame.input : await evaluateField(here, { name: 'Items', template });
  if (Array.isArray(items)) return items;
  throw new EvaluationError('Items', "The field 'Items' must be an array.");
}

async function select(here: Here<MapState>, value: Json, index: number): Promise<Work> {
  const template = here.state.ItemSelector;
  const item: JsonObject = { Index: index, Value: value };
  if (template === undefined) return { input: value, item, weight: 1 };
  const extra = { context: { Map: { Item: item } } };
  return { input: await evaluateField(here, { name: 'ItemSelector', template, extra }), item, weight: 1 };
}
