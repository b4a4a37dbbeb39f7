import type { DebtorOrder } from '../../../../domain/hand-over/erp-order.ts';
import type { Connection } from '../../../../domain/records/connection.ts';
import type { ErpAccess } from '../fetch/erp-access.ts';
import { openErp, type ErpOptions } from '../open-erp.ts';
import { foundBeforehand } from './beforehand.ts';
import { completeOrder, createOrder, withReasons } from './create-order.ts';
import { created } from './create-step.ts';
import type { ErpWriter, FoundDocument, SendingRight, WriteAnswer, WritingRules } from './erp-writer.ts';
import { findDocument } from './find-document.ts';
import { mappedBody } from './map-payload.ts';
import { outboundAccess, type OutboundAccess } from './outbound-access.ts';
import { debtorValues } from './outbound-values.ts';
import { isComplete } from './progress.ts';
import { readOrder } from './read-order.ts';

/** Writing to a connection as its manifest describes it. Throws an `ErpRejectedError` where the connector is missing or only receives. */
export async function erpWriter(options: ErpOptions, connection: Connection): Promise<ErpWriter> {
  return writerOf(await openErp(options, connection));
}

/** The same of an ERP that is open. */
export function writerOf(access: ErpAccess): ErpWriter {
  const outbound = outboundAccess(access);
  return {
    rules: writingRules(outbound),
    findDebtor: ({ reference, payload }) => foundDebtor(outbound, { ...payload, reference }),
    createDebtor: (debtor, right) => createDebtor(outbound, debtor, right),
    findOrder: (reference) => foundOrder(outbound, reference),
    createOrder: (order, right) => createOrder(outbound, { order, right }),
    completeOrder: (order, externalId, right) => completeOrder(outbound, { order, externalId, right }),
    readOrder: (externalId) => readOrder(outbound, externalId),
  };
}

function writingRules({ rules: { writing } }: OutboundAccess): WritingRules {
  const { quietSeconds, timeoutSeconds, reference } = writing;
  return { quietSeconds, timeoutSeconds, referenceLength: reference.length };
}

async function foundDebtor(
  outbound: OutboundAccess,
  debtor: DebtorOrder,
): Promise<FoundDocument | undefined> {
  const found = await findDocument(outbound, outbound.rules.debtor.find, debtorValues(debtor));
  if (found === undefined) return undefined;
  const { externalId, number, isLikely } = found;
  return { externalId, number, complete: true, isLikely };
}

async function foundOrder(outbound: OutboundAccess, reference: string): Promise<FoundDocument | undefined> {
  const found = await findDocument(outbound, outbound.rules.order.find, { reference });
  if (found === undefined) return undefined;
  const { externalId, number, isLikely } = found;
  return { externalId, number, complete: isComplete(outbound.rules, found), isLikely };
}

function createDebtor(
  outbound: OutboundAccess,
  debtor: DebtorOrder,
  right: SendingRight,
): Promise<WriteAnswer> {
  const { mapping, step, beforehand } = outbound.rules.debtor.create;
  const values = debtorValues(debtor);
  return withReasons(async () => {
    const found = await foundBeforehand(outbound, beforehand, values);
    const body = await mappedBody(outbound.access, { file: mapping.file, found }, debtor);
    return created(outbound, { step, body, values, right });
  }, 'not-sent');
}
