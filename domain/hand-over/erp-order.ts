import * as z from 'zod';
import { addressSchema } from '../canonical/debtor.ts';
import {
  currencySchema,
  decimalSchema,
  externalIdSchema,
  plainDateSchema,
  shortTextSchema,
  textSchema,
} from '../canonical/values.ts';
import { lineVatSchema } from '../vat/vat-decision.ts';

/** The canonical debtor to create (O-6): what every connector's outbound mapping gets. `reference` is our key in the ERP's reference field. */
export const debtorOrderSchema = z.object({
  reference: z.string().min(1).max(100),
  accountId: z.string(),
  name: shortTextSchema.min(1),
  name2: shortTextSchema.optional(),
  vatId: shortTextSchema.optional(),
  registerNumber: shortTextSchema.optional(),
  address: addressSchema.optional(),
  email: shortTextSchema.optional(),
  phone: shortTextSchema.optional(),
  website: shortTextSchema.optional(),
  language: shortTextSchema.optional(),
  currency: currencySchema,
});
export type DebtorOrder = z.infer<typeof debtorOrderSchema>;

/** One line to create. `net` is after line and header discount; the unit price carries both, where the ERP has no header discount. */
export const erpOrderLineSchema = z.object({
  lineId: z.string(),
  /** Our key of the line, for the ERP's reference field where lines have one (I-7). */
  reference: z.string(),
  productExternalId: externalIdSchema.optional(),
  productNumber: shortTextSchema.optional(),
  description: textSchema,
  quantity: decimalSchema,
  unit: shortTextSchema.optional(),
  unitPrice: decimalSchema,
  priceUnit: decimalSchema,
  discountPercent: decimalSchema,
  /** Line discount and share of the header discount together, as an amount of the line. */
  discountAmount: decimalSchema,
  net: decimalSchema,
  vat: lineVatSchema,
});

/** The canonical order to create, and what the parity check expects of it (O-7). */
export const erpOrderSchema = z.object({
  reference: z.string().min(1).max(100),
  orderId: z.string(),
  orderNumber: shortTextSchema,
  customerReference: shortTextSchema.optional(),
  debtorExternalId: externalIdSchema,
  debtorNumber: shortTextSchema.optional(),
  orderDate: plainDateSchema,
  currency: currencySchema,
  lines: z.array(erpOrderLineSchema).min(1).max(5_000),
  totals: z.object({ net: decimalSchema, tax: decimalSchema, gross: decimalSchema }),
});
export type ErpOrder = z.infer<typeof erpOrderSchema>;
