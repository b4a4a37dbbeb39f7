import type { MapState } from '../definition/schema.ts';
import { evaluateNumber, type Here } from '../engine/thread.ts';

/** `MaxConcurrency`; 0 and absent mean as many as there may be. */
export async function concurrencyOf(here: Here<MapState>, ceiling: number): Promise<number> {
  const template = here.state.MaxConcurrency ?? 0;
  const wanted = await evaluateNumber(here, { name: 'MaxConcurrency', template });
  return wanted < 1 ? ceiling : Math.min(Math.trunc(wanted), ceiling);
}
