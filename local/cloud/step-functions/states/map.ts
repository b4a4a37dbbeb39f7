import { isDistributed } from '../definition/variables.ts';
import type { MapState } from '../definition/schema.ts';
import type { Here, Step } from '../engine/thread.ts';
import { runDistributed } from '../map/distributed.ts';
import { runInline } from '../map/inline.ts';

export function runMap(here: Here<MapState>): Promise<Step> {
  return isDistributed(here.state) ? runDistributed(here) : runInline(here);
}
