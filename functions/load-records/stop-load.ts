import * as z from 'zod';
import type { IngestionPorts } from '../shared/ingestion/ports.ts';
import { caughtErrorSchema, reasonOfFailure } from '../shared/platform/reason-of-failure.ts';
import { putFirstLoad } from '../shared/store/first-loads.ts';
import { loadShape, noteSign, requireLoad } from './running-load.ts';

export const stopInputSchema = z.object({
  step: z.literal('stop'),
  ...loadShape,
  stopped: caughtErrorSchema,
});
export type StopInput = z.infer<typeof stopInputSchema>;

/** Notes in words why the load cannot go on; a person mends that and lets it go on from its checkpoint. */
export async function stopLoad(
  ports: IngestionPorts,
  input: StopInput,
): Promise<{ state: 'stopped'; reason: string }> {
  const load = await requireLoad(ports, input);
  const reason = reasonOfFailure(input.stopped).slice(0, 2_000);
  const endedAt = new Date(ports.now()).toISOString();
  await putFirstLoad(ports.store, {
    ...load,
    ...{ state: 'stopped', reason, endedAt, version: load.version + 1 },
  });
  await noteSign(ports, load, 'stopped');
  return { state: 'stopped', reason };
}
