import * as z from 'zod';
import { currencySchema, decimalSchema, shortTextSchema, instantSchema } from '../canonical/values.ts';
import { accountIdSchema, orderIdSchema, projectIdSchema, recordMetaShape } from './record-parts.ts';
import { MOST_LINES, soldShape } from './sales-line.ts';

/** Hours or a flat rate of one part of a project. Budget in minutes where the lines are hourly, as an amount always (T-7). */
export const projectPhaseSchema = z.object({
  phaseId: z.string().regex(/^[1-9]\d{0,4}$/),
  name: shortTextSchema.min(1),
  budgetMinutes: z.int().nonnegative().optional(),
  budgetAmount: decimalSchema,
  lines: z.array(z.object(soldShape)).max(MOST_LINES),
});

/** Made of the hourly and project lines of an order; times are booked on its phases. */
export const projectSchema = z.object({
  ...recordMetaShape,
  projectId: projectIdSchema,
  projectNumber: shortTextSchema.min(1),
  accountId: accountIdSchema,
  orderId: orderIdSchema.optional(),
  title: shortTextSchema,
  currency: currencySchema,
  customerReference: shortTextSchema.nullish(),
  /** Since the order it was made of was cancelled: nothing of it is billed. */
  cancelledAt: instantSchema.optional(),
  phases: z.array(projectPhaseSchema).max(MOST_LINES),
});
export type Project = z.infer<typeof projectSchema>;
