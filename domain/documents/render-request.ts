import * as z from 'zod';
import { companySchema, orderIdSchema, quoteIdSchema } from '../records/record-parts.ts';

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in lower-case hexadecimal');

/** What `render-document` is asked: the document of a quote, of an invoice made here (O-10), or whether a letterhead will do. */
export const renderRequestSchema = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('render-quote'), company: companySchema, quoteId: quoteIdSchema }),
  z.strictObject({ action: z.literal('render-invoice'), company: companySchema, orderId: orderIdSchema }),
  z.strictObject({
    action: z.literal('check-letterhead'),
    company: companySchema,
    sha256: sha256Schema,
  }),
]);
export type RenderRequest = z.infer<typeof renderRequestSchema>;

/** `rendered`: the document lies in the documents bucket under `key`. `refused`: a person can mend it, and `reason` says how. */
export const renderAnswerSchema = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('rendered'),
    key: z.string().min(1),
    sha256: sha256Schema,
    pages: z.int().positive(),
  }),
  z.object({ outcome: z.literal('letterhead-fits'), pages: z.int().positive() }),
  z.object({
    outcome: z.literal('refused'),
    code: z.enum(['not-found', 'settings-missing', 'letterhead-missing', 'letterhead-unusable']),
    reason: z.string().min(1),
  }),
]);
export type RenderAnswer = z.infer<typeof renderAnswerSchema>;
