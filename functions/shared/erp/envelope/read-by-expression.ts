import * as z from 'zod';
import { MappingError } from '../../../../domain/errors.ts';
import { expressionOf, type Connector } from '../connectors.ts';
import { variablesOf, type SeenConnection } from '../expression-variables.ts';
import type { JsonValue } from '../lossless-json.ts';
import { ignored, unreadable, type EntryReading } from './entry.ts';

/** One entry announces a handful of changes at most, such as both ends of a renaming. */
const MAX_CHANGES = 100;

const oneSchema = z.union([
  z.object({ ignore: z.string().min(1) }),
  z.object({
    resource: z.string(),
    change: z.string(),
    externalId: z.string().optional(),
    version: z.string().optional(),
    at: z.string().optional(),
    sequence: z.string().optional(),
    since: z.string().optional(),
    company: z.string().optional(),
    data: z.custom<JsonValue>().optional(),
  }),
]);

const yieldedSchema = z.union([
  oneSchema.transform((one) => [one]),
  z.array(oneSchema).min(1).max(MAX_CHANGES),
]);

export interface EntryToRead {
  readonly entry: JsonValue;
  readonly seen: SeenConnection;
}

/** An entry that only an expression can read; it may announce several changes. */
export async function readByExpression(
  connector: Connector,
  file: string,
  { entry, seen }: EntryToRead,
): Promise<EntryReading[]> {
  try {
    const expression = await expressionOf(connector, file);
    const yielded = yieldedSchema.safeParse(await expression(entry, variablesOf(connector, seen)));
    if (!yielded.success)
      return [unreadable(file, 'the expression yields neither a change nor a reason to ignore')];
    return yielded.data.map((one) =>
      'ignore' in one ? ignored(one.ignore) : { kind: 'announced', announcement: one },
    );
  } catch (error) {
    if (error instanceof MappingError) return [unreadable(error.problems[0]?.field ?? file, error.message)];
    throw error;
  }
}
