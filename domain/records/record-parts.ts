import * as z from 'zod';
import { instantSchema } from '../canonical/values.ts';

/** The legal entity inside the ERP; every key and every token belongs to exactly one. */
export const companySchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{1,40}$/, 'must be a slug such as "acme-at"');

/** The last path segment of a connection's webhook address; unique over all companies. */
export const connectionIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{1,40}$/, 'must be a slug such as "acme-bc"');

export const debtorIdSchema = z.string().regex(/^deb_[\w-]{22}$/);
export const productIdSchema = z.string().regex(/^prd_[\w-]{22}$/);
export const invoiceIdSchema = z.string().regex(/^inv_[\w-]{22}$/);
export const accountIdSchema = z.string().regex(/^acc_[\w-]{4,60}$/);
export const contactIdSchema = z.string().regex(/^con_[\w-]{4,60}$/);
export const opportunityIdSchema = z.string().regex(/^opp_[\w-]{4,60}$/);
export const quoteIdSchema = z.string().regex(/^quo_[\w-]{4,60}$/);
/** An order as the ERP has it; ours is `ord_`. */
export const erpOrderIdSchema = z.string().regex(/^ero_[\w-]{22}$/);
export const orderIdSchema = z.string().regex(/^ord_[\w-]{4,60}$/);
export const agreementIdSchema = z.string().regex(/^agr_[\w-]{4,60}$/);
export const projectIdSchema = z.string().regex(/^prj_[\w-]{4,60}$/);
export const priceAgreementIdSchema = z.string().regex(/^pra_[\w-]{4,60}$/);
export const couplingIdSchema = z.string().regex(/^cpl_[\w-]{4,60}$/);
export const deliveryIdSchema = z.uuid();

/** What every record of the CRM carries: whose it is, when it changed, and the version that If-Match compares. */
export const recordMetaShape = {
  company: companySchema,
  createdAt: instantSchema,
  updatedAt: instantSchema,
  version: z.int().positive(),
};
