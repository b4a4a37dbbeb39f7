import type { SucceedState } from '../definition/schema.ts';
import { evaluateField, type Here, type Step } from '../engine/thread.ts';

export async function succeed(here: Here<SucceedState>): Promise<Step> {
  const { input } = here.thread.frame;
  const { Output: template } = here.state;
  const output = template === undefined ? input : await evaluateField(here, { name: 'Output', template });
  return { next: null, output, assigned: {} };
}
