import type { ErpOrder } from '../../../../domain/hand-over/erp-order.ts';
import { ErpRejectedError, ErpUnavailableError, MappingError } from '../../../../domain/errors.ts';
import type { TemplateValues } from '../fetch/template.ts';
import type { OrderStep } from '../manifest/steps.ts';
import { acted } from './action-step.ts';
import { foundBeforehand } from './beforehand.ts';
import type { StepAnswer } from './classify-write.ts';
import { created } from './create-step.ts';
import type { SendingRight, WriteAnswer } from './erp-writer.ts';
import { findDocument, type FoundRecord } from './find-document.ts';
import { sentLines } from './lines-step.ts';
import { mappedOrder } from './map-payload.ts';
import type { OutboundAccess } from './outbound-access.ts';
import { orderValues } from './outbound-values.ts';
import { stepsDone } from './progress.ts';

export interface OrderWrite {
  readonly order: ErpOrder;
  readonly right: SendingRight;
}

type Accepted = Extract<WriteAnswer, { outcome: 'accepted' }>;

/** All steps from the first on. */
export async function createOrder(outbound: OutboundAccess, one: OrderWrite): Promise<WriteAnswer> {
  const { create } = outbound.rules.order;
  const [first, ...rest] = create.steps;
  if (first?.kind !== 'create') throw new Error('The first step of an order has to create it.');
  return withReasons(async () => {
    const values = orderValues(one.order);
    const found = await foundBeforehand(outbound, create.beforehand, values);
    const body = await mappedOrder(outbound.access, { mapping: create.mapping, found }, one.order);
    const answer = await created(outbound, { step: first, body, values, right: one.right });
    if (answer.outcome !== 'accepted') return answer;
    return goneOn(outbound, { ...one, document: answer, steps: rest, isResumed: false });
  }, 'not-sent');
}

/** The steps that the ERP's own state says are missing. It is asked for again: who found the document may have seen it earlier. */
export async function completeOrder(
  outbound: OutboundAccess,
  { externalId, ...one }: OrderWrite & { readonly externalId: string },
): Promise<WriteAnswer> {
  return withReasons(async () => {
    const found = await findDocument(outbound, outbound.rules.order.find, orderValues(one.order));
    if (found?.externalId !== externalId)
      return {
        outcome: 'unknown',
        reason: `The order ${externalId} is not found any more by our reference.`,
      };
    const steps = outbound.rules.order.create.steps.slice(stepsDone(outbound.rules, found));
    return goneOn(outbound, { ...one, document: acceptedAs(found), steps, isResumed: true });
  }, 'unknown');
}

const acceptedAs = ({ externalId, number }: FoundRecord): Accepted => ({
  outcome: 'accepted',
  externalId,
  number,
});

interface GoingOn extends OrderWrite {
  readonly document: Accepted;
  readonly steps: readonly OrderStep[];
  readonly isResumed: boolean;
}

/** The document exists: from here on "not sent" is no more than "not finished". */
async function goneOn(outbound: OutboundAccess, going: GoingOn): Promise<WriteAnswer> {
  const { externalId, number } = going.document;
  const values = { ...orderValues(going.order), id: externalId, number };
  for (const step of going.steps) {
    const answer = await doneStep(outbound, { ...going, step, values });
    if (answer.outcome === 'done') continue;
    const outcome = answer.outcome === 'rejected' ? 'rejected' : 'unknown';
    return {
      outcome,
      reason: `The order stands in the ERP as ${number ?? externalId}, but is not complete. ${answer.reason}`,
    };
  }
  return going.document;
}

interface OneStep extends GoingOn {
  readonly step: OrderStep;
  readonly values: TemplateValues;
}

function doneStep(outbound: OutboundAccess, { step, ...one }: OneStep): Promise<StepAnswer> {
  switch (step.kind) {
    case 'lines':
      return sentLines(outbound, { ...one, step });
    case 'action':
      return acted(outbound, { ...one, step, externalId: one.document.externalId });
    case 'create':
      throw new Error('An order is created by its first step only.');
  }
}

/** What cannot be mapped is for a person; what could not be asked on the way counts as `unavailable` says. */
export async function withReasons(
  work: () => Promise<WriteAnswer>,
  unavailable: 'not-sent' | 'unknown',
): Promise<WriteAnswer> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ErpUnavailableError) return { outcome: unavailable, reason: error.message };
    if (error instanceof ErpRejectedError || error instanceof MappingError)
      return { outcome: 'rejected', reason: error.message };
    throw error;
  }
}
