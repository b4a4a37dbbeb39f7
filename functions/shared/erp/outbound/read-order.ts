import * as z from 'zod';
import {
  currencySchema,
  decimalSchema,
  externalIdSchema,
  shortTextSchema,
} from '../../../../domain/canonical/values.ts';
import { ErpRejectedError, MappingError } from '../../../../domain/errors.ts';
import { expressionOf } from '../connectors.ts';
import { variablesOf } from '../expression-variables.ts';
import { fetchBy } from '../fetch/fetch-record.ts';
import type { JsonValue } from '../lossless-json.ts';
import { withoutLookAlikes } from '../mapping/without-look-alikes.ts';
import type { ErpOrderState } from './erp-writer.ts';
import type { OutboundAccess } from './outbound-access.ts';

/** What a mapping of an order as the ERP has it may say; null counts as "does not say". */
const orderStateSchema = z.object({
  externalId: externalIdSchema,
  number: said(shortTextSchema),
  reference: said(shortTextSchema),
  status: said(
    z.enum(['draft', 'confirmed', 'partly-delivered', 'delivered', 'invoiced', 'cancelled', 'rejected']),
  ),
  statusText: said(shortTextSchema),
  currency: said(currencySchema),
  net: said(decimalSchema),
  tax: said(decimalSchema),
  gross: said(decimalSchema),
  lineCount: said(z.coerce.number().int().nonnegative()),
});

function said<T extends z.ZodType>(schema: T) {
  return schema.nullish().transform((value) => value ?? undefined);
}

/** The order as the ERP has it now; undefined when it is gone. Throws `ErpUnavailableError` or `ErpRejectedError`. */
export async function readOrder(
  { access, rules }: OutboundAccess,
  externalId: string,
): Promise<ErpOrderState | undefined> {
  const fetched = await fetchBy(access, rules.order.read, externalId);
  if (fetched.gone) return undefined;
  const state = await stateOf({ access, rules }, fetched.payload).catch((error: unknown) => {
    if (!(error instanceof MappingError)) throw error;
    throw unreadable(externalId, error.message);
  });
  if (state.externalId.toLowerCase() === externalId.toLowerCase()) return state;
  throw unreadable(externalId, `The ERP answered with the order ${state.externalId}.`);
}

const unreadable = (externalId: string, reason: string): ErpRejectedError =>
  new ErpRejectedError(`The ERP's order ${externalId} could not be read. ${reason}`);

async function stateOf({ access, rules }: OutboundAccess, payload: JsonValue): Promise<ErpOrderState> {
  const { connector, connection } = access;
  const { file } = rules.order.read;
  const expression = await expressionOf(connector, file);
  const mapped = await expression(
    withoutLookAlikes(payload, connector.manifest.values),
    variablesOf(connector, connection),
  );
  const state = orderStateSchema.safeParse(mapped);
  if (state.success) return state.data;
  const problems = state.error.issues.map(({ path, message }) => ({
    field: path.join('.'),
    reason: message,
  }));
  throw new MappingError(
    `The mapping ${file} yields no state of an order: ${z.prettifyError(state.error)}`,
    problems,
  );
}
