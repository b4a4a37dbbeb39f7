import * as z from 'zod';
import { couplingSchema, type Coupling } from '../../../domain/records/coupling.ts';
import { exampleIds, exampleInstant } from './example-ids.ts';
import { without } from './without.ts';

export const couplingViewSchema = couplingSchema.omit({ company: true }).meta({
  id: 'Coupling',
  example: {
    couplingId: exampleIds.coupling,
    debtorId: exampleIds.debtor,
    state: 'proposed',
    candidates: [
      {
        accountId: exampleIds.account,
        score: 60,
        evidence: [{ kind: 'email-domain', value: 'musterbau.example' }],
      },
    ],
    rejectedAccountIds: [],
    createdAt: exampleInstant,
    updatedAt: exampleInstant,
    version: 1,
  },
});

export const couplingView = (coupling: Coupling): z.input<typeof couplingViewSchema> =>
  without(coupling, 'company');

export const confirmationSchema = z
  .union([
    z.strictObject({ accountId: z.string().max(64) }),
    z.strictObject({ newAccount: z.literal(true).meta({ description: 'Make an account from the debtor.' }) }),
  ])
  .meta({ id: 'CouplingConfirmation', example: { accountId: exampleIds.account } });

export const reasonSchema = z
  .strictObject({ reason: z.string().trim().min(1).max(1_000) })
  .meta({ id: 'Reason', example: { reason: 'Another company of the same name.' } });
