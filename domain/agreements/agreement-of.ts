import type { Order, OrderLine } from '../records/order.ts';
import type { Quote } from '../records/quote.ts';
import type { ServiceAgreement } from '../records/service-agreement.ts';
import { soldPart } from '../records/sold-part.ts';

/** The agreement that the recurring lines of an order make, one position each (O-5). */
export function agreementOf(
  order: Order,
  { title }: Pick<Quote, 'title'>,
  { id, number }: { readonly id: string; readonly number: string },
): ServiceAgreement {
  const { company, createdAt, updatedAt, accountId, orderId, locale, currency, customerReference } = order;
  return {
    ...{ company, createdAt, updatedAt, version: 1 },
    ...{ agreementId: id, agreementNumber: number, title },
    ...{ accountId, orderId, locale, currency, customerReference },
    positions: order.lines.flatMap(positionOf),
  };
}

/** It starts when the quote says so; otherwise that is still to be agreed. */
function positionOf(line: OrderLine): ServiceAgreement['positions'] {
  const { recurrence } = line;
  if (line.destination !== 'agreement' || !recurrence) return [];
  return [{ ...soldPart(line), recurrence, start: recurrence.startsOn ?? null, end: null }];
}
