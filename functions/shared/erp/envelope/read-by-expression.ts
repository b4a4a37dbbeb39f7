import * as z from 'zod';
import { MappingError } from '../../../../domain/errors.ts';
import { expressionOf, type Connector } from '../connectors.ts';
import type { JsonValue } from '../lossless-json.ts';
import { ignored, unreadable, type EntryReading } from './entry.ts';

const yieldedSchema = z.union([
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

/** An entry that only an expression can read. */
export async function readByExpression(
  connector: Connector,
  file: string,
  entry: JsonValue,
): Promise<EntryReading> {
  try {
    const expression = await expressionOf(connector, file);
    const yielded = yieldedSchema.safeParse(await expression(entry, connector.variables));
    if (!yielded.success)
      return unreadable(file, 'the expression yields neither a change nor a reason to ignore');
    return 'ignore' in yielded.data
      ? ignored(yielded.data.ignore)
      : { kind: 'announced', announcement: yielded.data };
  } catch (error) {
    if (error instanceof MappingError) return unreadable(error.problems[0]?.field ?? file, error.message);
    throw error;
  }
}
