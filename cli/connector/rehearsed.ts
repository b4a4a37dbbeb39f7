import * as z from 'zod';

const recordSchema = z.object({
  deliveryId: z.string(),
  entity: z.string().optional(),
  externalId: z.string().nullable(),
  number: z.string().optional(),
  verdict: z.string(),
  fields: z
    .array(z.object({ field: z.string(), before: z.unknown().optional(), after: z.unknown().optional() }))
    .optional(),
  problems: z.array(z.object({ field: z.string(), reason: z.string() })).optional(),
  reason: z.string().optional(),
});
export type RehearsedRecord = z.infer<typeof recordSchema>;

/** One answer of the Admin API to a rehearsal. */
export const rehearsedSchema = z.object({
  deliveries: z.int(),
  counts: z.record(z.string(), z.int()),
  notShown: z.int(),
  items: z.array(recordSchema),
  cursor: z.string().nullable(),
});
export type Rehearsed = Omit<z.infer<typeof rehearsedSchema>, 'cursor'>;

export const nothingRehearsed: Rehearsed = { deliveries: 0, counts: {}, notShown: 0, items: [] };

export function addRehearsed(
  before: Rehearsed,
  { deliveries, counts, notShown, items }: Rehearsed,
): Rehearsed {
  const added = Object.entries(counts).map(([verdict, count]) => [
    verdict,
    (before.counts[verdict] ?? 0) + count,
  ]);
  return {
    deliveries: before.deliveries + deliveries,
    counts: { ...before.counts, ...(Object.fromEntries(added) as Record<string, number>) }, // pairs of these
    notShown: before.notShown + notShown,
    items: [...before.items, ...items],
  };
}
