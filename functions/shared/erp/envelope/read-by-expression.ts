import * as z from 'zod';
import { MappingError } from '../../../../domain/errors.ts';
import { clipText } from '../../../../domain/text/clip-text.ts';
import { expressionOf, type Connector } from '../connectors.ts';
import { variablesOf, type SeenConnection } from '../expression-variables.ts';
import type { JsonValue } from '../lossless-json.ts';
import type { ExpressionEnvelope } from '../manifest/webhook.ts';
import { forPeople, ignored, unreadable, type EntryReading } from './entry.ts';
import type { SeenEntry } from './seen-entry.ts';

/** One entry announces a handful of changes at most, such as both ends of a renaming. */
const MAX_CHANGES = 100;
/** What people are told stands in lists. */
const MAX_TOLD = 500;

const oneSchema = z.union([
  z.object({ ignore: z.string().min(1) }),
  z.object({
    park: z
      .string()
      .min(1)
      .transform((text) => clipText(text, MAX_TOLD)),
    company: z.string().optional(),
  }),
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
  readonly entry: SeenEntry;
  readonly connection: SeenConnection;
}

/** An entry that only an expression can read; it may announce several changes. */
export async function readByExpression(
  connector: Connector,
  { file, headers }: ExpressionEnvelope,
  { entry, connection }: EntryToRead,
): Promise<EntryReading[]> {
  try {
    const expression = await expressionOf(connector, file);
    const around = { body: entry.body, index: String(entry.index), headers: only(headers, entry.headers) };
    const variables = { ...variablesOf(connector, connection), ...around };
    const yielded = yieldedSchema.safeParse(await expression(entry.entry, variables));
    if (!yielded.success)
      return [unreadable(file, 'the expression yields neither a change nor a reason to ignore or park')];
    return yielded.data.map(readingOf);
  } catch (error) {
    if (error instanceof MappingError) return [unreadable(error.problems[0]?.field ?? file, error.message)];
    throw error;
  }
}

function readingOf(one: z.output<typeof oneSchema>): EntryReading {
  if ('ignore' in one) return ignored(one.ignore);
  return 'park' in one ? forPeople(one.park, one.company) : { kind: 'announced', announcement: one };
}

/** What the envelope does not name is not kept with a delivery, so that it must not count at the door either. */
const only = (names: readonly string[], headers: SeenEntry['headers']): Record<string, string> =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = Object.hasOwn(headers, name) ? headers[name] : undefined;
      return value === undefined ? [] : [[name, value]];
    }),
  );
