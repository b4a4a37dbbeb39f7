import * as z from 'zod';
import type { Erp } from '../erp.ts';
import { badRequest, refused, tooLong } from '../records/erp-error.ts';
import { localCurrency } from '../sales/price-list.ts';
import { isDecimal } from '../values/decimal.ts';
import type { Decimal } from '../values/decimal.ts';
import { isGuid, noGuid } from '../values/guid.ts';

/** Numbers come as JSON numbers; the service takes no texts for them. */
export const writtenNumber = z.custom<Decimal>(isDecimal, 'must be a number');
export const writtenGuid = z.custom<string>(
  (value) => typeof value === 'string' && isGuid(value),
  'is no GUID',
);

/** The body by its schema; unknown properties and wrong kinds are refused as the service does, before any business rule. */
export function written<T extends z.ZodType>(schema: T, body: unknown): z.output<T> {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw badRequest(`Invalid Request Body: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

/** Texts that are longer than their field are refused, never cut. */
export function requireLengths(
  fields: Readonly<Record<string, unknown>>,
  limits: Readonly<Record<string, number>>,
): void {
  for (const [name, limit] of Object.entries(limits)) {
    const value = fields[name];
    if (typeof value === 'string' && value.length > limit) throw tooLong(name, value.length, limit);
  }
}

/** The company keeps its own currency, which has no id, and those of its list. */
export function currencyNamed(erp: Erp, code: string): { currencyId: string; currencyCode: string } {
  if (code === localCurrency || code === '') return { currencyId: noGuid, currencyCode: localCurrency };
  const known = erp.records.list('currencies').find(({ fields }) => fields.code === code);
  if (!known) throw refused(`The "currencyCode" does not match to a Currency (${code}).`);
  return { currencyId: known.fields.id, currencyCode: code };
}
