import * as z from 'zod';
import { debtorOrderSchema, erpOrderSchema } from '../../../../domain/hand-over/erp-order.ts';
import { ErpRejectedError, ErpUnavailableError } from '../../../../domain/errors.ts';
import type { Connector } from '../connectors.ts';
import type { ErpWriter } from '../outbound/erp-writer.ts';
import { writerOf } from '../outbound/open-erp-writer.ts';
import type { Meta } from './secrets-of-meta.ts';
import { NoAnswerLeft, trialErp, type TrialAnswer, type TrialRequest } from './trial-erp.ts';

/** One thing that a hand-over asks of a connector, with our record or the ERP's id. */
export const outboundTrialSchema = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('find-debtor'), debtor: debtorOrderSchema }),
  z.strictObject({ do: z.literal('create-debtor'), debtor: debtorOrderSchema }),
  z.strictObject({ do: z.literal('find-order'), reference: z.string() }),
  z.strictObject({ do: z.literal('create-order'), order: erpOrderSchema }),
  z.strictObject({ do: z.literal('complete-order'), order: erpOrderSchema, externalId: z.string() }),
  z.strictObject({ do: z.literal('read-order'), externalId: z.string() }),
]);
export type OutboundTrial = z.infer<typeof outboundTrialSchema>;

export interface OutboundTrialResult {
  readonly requests: readonly TrialRequest[];
  /** What a hand-over would be told; null for "not found". */
  readonly answer: unknown;
  /** Why it was told nothing. */
  readonly error?: { readonly name: string; readonly message: string };
}

/** What a connector asks of its ERP, and what it makes of the answers. */
export async function tryOutbound(
  connector: Connector,
  { trial, meta }: { readonly trial: OutboundTrial; readonly meta: Meta },
  answer: (request: TrialRequest) => TrialAnswer | undefined,
): Promise<OutboundTrialResult> {
  const { access, requests } = trialErp(connector, meta, answer);
  try {
    return { requests, answer: (await done(writerOf(access), trial)) ?? null };
  } catch (error) {
    const isTold =
      error instanceof ErpRejectedError ||
      error instanceof ErpUnavailableError ||
      error instanceof NoAnswerLeft;
    if (!isTold) throw error;
    return { requests, answer: null, error: { name: error.name, message: error.message } };
  }
}

/** Trials have all the time of the world. */
const right = { fence: 1, sendBefore: Number.MAX_SAFE_INTEGER };

function done(writer: ErpWriter, trial: OutboundTrial): Promise<unknown> {
  switch (trial.do) {
    case 'find-debtor':
      return writer.findDebtor({ reference: trial.debtor.reference, payload: trial.debtor });
    case 'create-debtor':
      return writer.createDebtor(trial.debtor, right);
    case 'find-order':
      return writer.findOrder(trial.reference);
    case 'create-order':
      return writer.createOrder(trial.order, right);
    case 'complete-order':
      return writer.completeOrder(trial.order, trial.externalId, right);
    case 'read-order':
      return writer.readOrder(trial.externalId);
  }
}
