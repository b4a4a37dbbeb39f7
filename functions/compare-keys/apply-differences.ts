import * as z from 'zod';
import { changeSchema } from '../../domain/canonical/change.ts';
import { addCounts, outcomeCountsSchema, type OutcomeCounts } from '../../domain/records/delivery.ts';
import { applyOwnDelivery } from '../shared/ingestion/apply-own-delivery.ts';
import { inTurns } from '../shared/ingestion/in-turns.ts';
import { activeConnection, readPart, runShape, type ComparisonPorts } from './comparison-run.ts';
import { unlessStillThere } from './still-there.ts';

export const applyInputSchema = z.object({
  step: z.literal('apply'),
  ...runShape,
  plan: z.int().positive(),
  position: z.int().nonnegative().default(0),
  counts: outcomeCountsSchema.default({}),
});
export type ApplyInput = z.infer<typeof applyInputSchema>;

export interface ApplyOutput {
  readonly applied: boolean;
  readonly position: number;
  readonly counts: OutcomeCounts;
}

/** As many as a delivery shows one by one; each takes a request. */
const CHANGES_PER_DELIVERY = 50;
const WIDTH = 8;

/** The next differences, as a delivery like any other: archived, ordered by the one rule, recorded and announced. */
export async function applyDifferences(ports: ComparisonPorts, input: ApplyInput): Promise<ApplyOutput> {
  const connection = await activeConnection(ports, input);
  const part = { company: connection.company, run: input, name: 'plan' };
  const changes = changeSchema.array().parse(await readPart(ports, part, input.plan));
  const position = input.position + CHANGES_PER_DELIVERY;
  const entries = await inTurns(changes.slice(input.position, position), WIDTH, (change) =>
    change.change === 'deleted'
      ? unlessStillThere(ports, connection, { ...change, entity: input.entity })
      : Promise.resolve(change),
  );
  const counts = await applyOwnDelivery(ports, {
    ...{ connection, channel: 'compare', entity: input.entity, startedAt: input.startedAt },
    name: `${input.runId}\n${input.position}`,
    entries,
  });
  return { applied: position >= changes.length, position, counts: addCounts(input.counts, counts) };
}
