import type { PassState } from '../definition/schema.ts';
import { finish, type Here, type Step } from '../engine/thread.ts';

export function pass(here: Here<PassState>): Promise<Step> {
  return finish(here, here.thread.frame.input);
}
