import * as z from 'zod';
import { instantSchema } from '../canonical/values.ts';
import { accountIdSchema, couplingIdSchema, debtorIdSchema, recordMetaShape } from './record-parts.ts';

export const evidenceKindSchema = z.enum([
  'vat-id',
  'register-number',
  'email-domain',
  'name-and-postal-code',
  'merged-debtor',
]);

/**
 * One reason to believe that debtor and account are the same company; `value` is what both have, normalised, or the id of the debtor that
 * was linked to the account before it was merged into this one (D-6).
 */
export const evidenceSchema = z.object({ kind: evidenceKindSchema, value: z.string() });
export type Evidence = z.infer<typeof evidenceSchema>;

export const candidateSchema = z.object({
  accountId: accountIdSchema,
  score: z.int().min(0).max(100),
  evidence: z.array(evidenceSchema).min(1),
});
export type Candidate = z.infer<typeof candidateSchema>;

export const couplingStateSchema = z.enum(['proposed', 'confirmed', 'rejected']);

/**
 * The one coupling of a debtor (D-2, D-3): proposed candidates with evidence, and what was decided. `rejected` keeps the accounts
 * a person ruled out, so that they are never proposed again. `decidedBy` is a person's subject or a rule such as `exact-vat-id`.
 */
export const couplingSchema = z.object({
  ...recordMetaShape,
  couplingId: couplingIdSchema,
  debtorId: debtorIdSchema,
  state: couplingStateSchema,
  candidates: z.array(candidateSchema).max(20),
  accountId: accountIdSchema.optional(),
  rejectedAccountIds: z.array(accountIdSchema),
  decidedBy: z.string().max(200).optional(),
  decidedAt: instantSchema.optional(),
  reason: z.string().max(2_000).optional(),
});
export type Coupling = z.infer<typeof couplingSchema>;
