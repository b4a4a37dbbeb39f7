import { MappingError } from '../../../../domain/errors.ts';
import { expressionOf, type Connector } from '../connectors.ts';
import { variablesOf, type SeenConnection } from '../expression-variables.ts';
import { isJsonList, isJsonObject, valueAt, type JsonValue } from '../lossless-json.ts';
import type { RecordMapping } from '../manifest/resource.ts';

type ExpressionMapping = Extract<RecordMapping, { kind: 'expression' }>;
type LinesMapping = NonNullable<ExpressionMapping['lines']>;

export interface MappingInput {
  readonly connector: Connector;
  readonly payload: JsonValue;
  readonly seen: SeenConnection;
}

/**
 * Maps a payload by the connector's expressions. Lines are mapped one by one: the effort grows with their number only, and a single
 * line stays a list of one. Problems of a line name it: `lines[3].$decimal`.
 */
export async function mappedByExpressions(
  mapping: ExpressionMapping,
  input: MappingInput,
): Promise<JsonValue> {
  const { connector, payload, seen } = input;
  const variables = { ...variablesOf(connector, seen), document: payload };
  const expression = await expressionOf(connector, mapping.file);
  const record = await expression(payload, variables);
  if (!isJsonObject(record)) throw invalid(mapping.file, 'the mapping yields no object');
  if (mapping.lines === undefined) return record;
  return { ...record, lines: await mappedLines(mapping.lines, input, variables) };
}

async function mappedLines(
  rule: LinesMapping,
  { connector, payload }: MappingInput,
  variables: Readonly<Record<string, unknown>>,
): Promise<JsonValue[]> {
  const lines = valueAt(payload, rule.path);
  if (!isJsonList(lines))
    throw invalid(rule.path, 'the payload holds no list of lines; without it the document is not complete');
  const expression = await expressionOf(connector, rule.file);
  const mapped: JsonValue[] = [];
  for (const [index, line] of lines.entries()) {
    const result = await expression(line, variables).catch((error: unknown) => rethrowForLine(error, index));
    mapped.push(result ?? {});
  }
  return mapped;
}

function rethrowForLine(error: unknown, index: number): never {
  if (!(error instanceof MappingError)) throw error;
  const problems = error.problems.map(({ field, reason }) => ({ field: `lines[${index}].${field}`, reason }));
  throw new MappingError(`lines[${index}]: ${error.message}`, problems, { cause: error });
}

function invalid(field: string, reason: string): MappingError {
  return new MappingError(`${field}: ${reason}.`, [{ field, reason }]);
}
