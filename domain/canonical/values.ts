import * as z from 'zod';

/** An exact decimal as text, at most 38 significant digits, plain notation: `-12.500000`. Never a float (§3). */
export const decimalSchema = z
  .string()
  .regex(/^-?\d{1,28}(\.\d{1,10})?$/, 'must be a decimal number as text, such as "12.50", without exponent');
export type DecimalText = z.infer<typeof decimalSchema>;

/** ISO 4217 code. Minor digits belong to the currency, see `minorDigits`. */
export const currencySchema = z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as EUR');

/** ISO 3166-1 alpha-2 code. */
export const countrySchema = z.string().regex(/^[A-Z]{2}$/, 'must be an ISO 3166 alpha-2 code such as AT');

/** A date of the business, without time zone: `2026-01-31`. */
export const plainDateSchema = z.iso.date();

/** An instant in UTC; any offset is accepted and converted, fractions are kept as sent. */
export const instantSchema = z.iso.datetime({ offset: true });

/** The ERP's immutable id of a record. */
export const externalIdSchema = z.string().min(1).max(200);

export const textSchema = z.string().max(10_000);
export const shortTextSchema = z.string().max(500);
