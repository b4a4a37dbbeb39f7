import * as z from 'zod';
import { orderSchema } from '../../../domain/records/order.ts';
import { projectSchema } from '../../../domain/records/project.ts';
import { quoteSchema } from '../../../domain/records/quote.ts';
import { serviceAgreementSchema } from '../../../domain/records/service-agreement.ts';

const count = z.int().nonnegative();

/** What a list shows of a quote: all but its lines and long texts. */
export const quoteRowSchema = quoteSchema
  .omit({ lines: true, introduction: true, closing: true })
  .extend({ lineCount: count });
export type QuoteRow = z.infer<typeof quoteRowSchema>;

export const orderRowSchema = orderSchema
  .omit({ lines: true, deviations: true })
  .extend({ lineCount: count, deviationCount: count });
export type OrderRow = z.infer<typeof orderRowSchema>;

export const agreementRowSchema = serviceAgreementSchema
  .omit({ positions: true })
  .extend({ positionCount: count });
export type AgreementRow = z.infer<typeof agreementRowSchema>;

export const projectRowSchema = projectSchema.omit({ phases: true }).extend({ phaseCount: count });
export type ProjectRow = z.infer<typeof projectRowSchema>;
