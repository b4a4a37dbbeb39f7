import type { DebtorOrder, ErpOrder } from '../../../../domain/hand-over/erp-order.ts';
import { MappingError } from '../../../../domain/errors.ts';
import { expressionOf } from '../connectors.ts';
import { variablesOf } from '../expression-variables.ts';
import type { ErpAccess } from '../fetch/erp-access.ts';
import { isJsonList, isJsonObject, type JsonObject, type JsonValue } from '../lossless-json.ts';
import { withValueAt } from '../json/with-value-at.ts';
import type { Outbound } from '../manifest/outbound.ts';
import type { Found } from './beforehand.ts';

type Payload = DebtorOrder | ErpOrder;
type LinesMapping = NonNullable<Outbound['order']['create']['mapping']['lines']>;

export interface BodyMapping {
  readonly file: string;
  readonly found: Found;
}

/** Our record as the ERP's body, by the connector's expression. Throws a `MappingError`. */
export async function mappedBody(
  access: ErpAccess,
  { file, found }: BodyMapping,
  payload: Payload,
): Promise<JsonObject> {
  const expression = await expressionOf(access.connector, file);
  const variables = { ...variablesOf(access.connector, access.connection), found };
  const body = await expression(asJson(payload), variables);
  if (isJsonObject(body)) return body;
  throw unusable(file, 'the mapping yields no object');
}

/** The lines one by one, each as one line of the ERP or as several. Problems name the line. */
export async function mappedLines(
  access: ErpAccess,
  rule: LinesMapping,
  order: ErpOrder,
): Promise<JsonValue[]> {
  const expression = await expressionOf(access.connector, rule.file);
  const variables = { ...variablesOf(access.connector, access.connection), document: asJson(order) };
  const mapped: JsonValue[] = [];
  for (const [index, line] of order.lines.entries()) {
    const result = await expression(line as JsonObject, { ...variables, index }).catch((error: unknown) =>
      rethrowForLine(error, index),
    );
    if (result === undefined) throw unusable(`lines[${index}]`, `the mapping ${rule.file} yields nothing`);
    mapped.push(...(isJsonList(result) ? result : [result]));
  }
  return mapped;
}

/** Order and lines in one body, where the connector sends them so. */
export async function mappedOrder(
  access: ErpAccess,
  { mapping, found }: { readonly mapping: Outbound['order']['create']['mapping']; readonly found: Found },
  order: ErpOrder,
): Promise<JsonObject> {
  const body = await mappedBody(access, { file: mapping.file, found }, order);
  const { lines } = mapping;
  if (lines?.into === undefined) return body;
  return withValueAt(body, lines.into, await mappedLines(access, lines, order));
}

/** Our records hold texts, lists and objects only. */
const asJson = (payload: Payload): JsonValue => payload as unknown as JsonValue;

function rethrowForLine(error: unknown, index: number): never {
  if (!(error instanceof MappingError)) throw error;
  const problems = error.problems.map(({ field, reason }) => ({ field: `lines[${index}].${field}`, reason }));
  throw new MappingError(`Line ${index + 1}: ${error.message}`, problems, { cause: error });
}

function unusable(field: string, reason: string): MappingError {
  return new MappingError(`${field}: ${reason}.`, [{ field, reason }]);
}
