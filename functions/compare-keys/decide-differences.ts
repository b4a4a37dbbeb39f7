import * as z from 'zod';
import type { Change } from '../../domain/canonical/change.ts';
import { compareSnapshot, type SnapshotComparison } from '../../domain/comparison/compare-snapshot.ts';
import type { Verdict } from '../../domain/comparison/comparison.ts';
import { inTurns } from '../shared/ingestion/in-turns.ts';
import { listKnownKeys } from '../shared/store/known-keys.ts';
import { activeConnection, keepPart, readPart, runShape, type ComparisonPorts } from './comparison-run.ts';
import { pageName } from './list-keys.ts';

export const decideInputSchema = z.object({
  step: z.literal('decide'),
  ...runShape,
  pages: z.array(z.int().nonnegative()),
  stated: z.record(z.string(), z.int().nonnegative()),
});
export type DecideInput = z.infer<typeof decideInputSchema>;

export interface DecideOutput {
  readonly verdict: Verdict;
  /** Size of the kept list of changes; null where nothing is to be changed. */
  readonly plan: number | null;
}

/** Sets the ERP's full list against what we know, and keeps what has to change, unless it is refused or only looked at (P-4). */
export async function decideDifferences(ports: ComparisonPorts, input: DecideInput): Promise<DecideOutput> {
  const connection = await activeConnection(ports, input);
  const { company, connectionId } = connection;
  const seen = await readSeen(ports, company, input);
  const known = await listKnownKeys(ports.store, {
    ...{ company, connectionId, entity: input.entity, createdBefore: input.startedAt },
  });
  const stated = sumStated(input, ports.erp.comparedResources(connection, input.entity));
  const comparison = compareSnapshot(known, { seen: new Set(seen.keys()), stated });
  const verdict = verdictOf(comparison, { stated, listed: seen.size, known: known.size });
  const changes = changesOf(input, comparison, seen);
  if (input.preview || comparison.refusal !== undefined || changes.length === 0)
    return { verdict, plan: null };
  return { verdict, plan: await keepPart(ports, { company, run: input, name: 'plan' }, changes) };
}

const pageSchema = z.object({ resource: z.string(), externalIds: z.array(z.string()) });

/** Which record type each listed id is of. */
async function readSeen(
  ports: ComparisonPorts,
  company: string,
  run: DecideInput,
): Promise<Map<string, string>> {
  const pages = await inTurns(run.pages, 8, async (size, index) =>
    pageSchema.parse(await readPart(ports, { company, run, name: pageName(index) }, size)),
  );
  return new Map(pages.flatMap(({ resource, externalIds }) => externalIds.map((id) => [id, resource])));
}

/** Undefined unless every record type of the entity states its count. */
function sumStated({ stated }: DecideInput, resources: readonly string[]): number | undefined {
  const counts = resources.map((resource) => stated[resource]);
  return counts.reduce<number | undefined>(
    (total, count) => (total === undefined || count === undefined ? undefined : total + count),
    0,
  );
}

const MOST_EXAMPLES = 20;

const verdictOf = (
  { missing, lacking, refusal }: SnapshotComparison,
  counted: { readonly stated: number | undefined; readonly listed: number; readonly known: number },
): Verdict => ({
  ...counted,
  ...{ missing: missing.length, lacking: lacking.length },
  missingExamples: missing.slice(0, MOST_EXAMPLES),
  ...(refusal === undefined ? {} : { refusal }),
});

/** A deletion is dated by the start of the list: what was changed or created since then is newer and stays. */
function changesOf(
  { entity, startedAt }: DecideInput,
  { missing, lacking }: SnapshotComparison,
  seen: ReadonlyMap<string, string>,
): Change[] {
  return [
    ...missing.map((externalId): Change => ({ entity, externalId, change: 'deleted', at: startedAt })),
    ...lacking.map((externalId): Change => {
      const resource = seen.get(externalId);
      return { entity, externalId, change: 'created', ...(resource === undefined ? {} : { resource }) };
    }),
  ];
}
