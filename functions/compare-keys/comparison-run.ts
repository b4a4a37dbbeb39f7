import * as z from 'zod';
import { instantSchema } from '../../domain/canonical/values.ts';
import { comparedEntitySchema, type Comparison } from '../../domain/comparison/comparison.ts';
import { ErpRejectedError } from '../../domain/errors.ts';
import { connectionIdSchema } from '../../domain/records/record-parts.ts';
import type { Connection } from '../../domain/records/connection.ts';
import { archiveKey } from '../shared/ingestion/archive-batch.ts';
import type { IngestionPorts } from '../shared/ingestion/ports.ts';
import { noteProgress } from '../shared/store/connection-progress.ts';

export interface ComparisonPorts extends Omit<IngestionPorts, 'counts'> {
  readonly counts: { count(name: 'parked' | 'comparison-without-effect'): void };
}

/** What all steps of one comparison know. `runId` tells it from all others. */
export const runShape = {
  connectionId: connectionIdSchema,
  entity: comparedEntitySchema,
  preview: z.boolean(),
  startedAt: instantSchema,
  runId: z.string().min(1).max(100),
};
export type ComparisonRun = { readonly [Name in keyof typeof runShape]: z.infer<(typeof runShape)[Name]> };

/** A comparison goes on only while the connection may be asked. */
export async function activeConnection(
  { connections }: Pick<IngestionPorts, 'connections'>,
  { connectionId }: ComparisonRun,
): Promise<Connection> {
  const connection = await connections.find(connectionId);
  if (connection?.state === 'active') return connection;
  throw new ErpRejectedError(
    `The connection ${connectionId} is paused or gone; resume it and compare again.`,
  );
}

/** What is too large to pass from step to step lies in the archive, each part under a name that follows from the run. */
export async function keepPart(
  { archive }: Pick<IngestionPorts, 'archive'>,
  part: ComparisonPart,
  content: unknown,
): Promise<number> {
  const bytes = Buffer.from(JSON.stringify(content));
  await archive.put(partKey(part), bytes);
  return bytes.length;
}

export async function readPart(
  { archive }: Pick<IngestionPorts, 'archive'>,
  part: ComparisonPart,
  length: number,
): Promise<unknown> {
  const bytes = await archive.read({ key: partKey(part), offset: 0, length });
  return JSON.parse(Buffer.from(bytes).toString());
}

interface ComparisonPart {
  readonly company: string;
  readonly run: ComparisonRun;
  readonly name: string;
}

const partKey = ({ company, run, name }: ComparisonPart): string =>
  archiveKey(company, new Date(run.startedAt), `comparison-${run.entity}-${run.runId}/${name}.json`);

export const noteOn = (
  { store }: Pick<IngestionPorts, 'store'>,
  { connectionId, entity }: ComparisonRun,
  comparison: Comparison,
): Promise<unknown> =>
  noteProgress(store, connectionId, (progress) => ({
    ...progress,
    comparisons: { ...progress.comparisons, [entity]: comparison },
    ...(!comparison.preview && {
      comparedAt: { ...progress.comparedAt, [entity]: comparison.startedAt },
    }),
  }));
