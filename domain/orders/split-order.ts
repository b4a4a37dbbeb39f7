import { agreementOf } from '../agreements/agreement-of.ts';
import { projectOf } from '../projects/project-of.ts';
import type { Order } from '../records/order.ts';
import type { Project } from '../records/project.ts';
import type { Quote } from '../records/quote.ts';
import type { ServiceAgreement } from '../records/service-agreement.ts';
import type { AcceptedParts } from './accept-quote.ts';

export interface Numbered {
  readonly id: string;
  readonly number: string;
}

/** Ids and numbers of what comes of the acceptance; agreement and project only where the parts need them. */
export interface Given {
  readonly now: string;
  readonly order: Numbered;
  readonly agreement?: Numbered | undefined;
  readonly project?: Numbered | undefined;
}

/** All that one acceptance writes, at once (O-5). */
export interface Split {
  readonly quote: Quote;
  readonly order: Order;
  readonly agreement?: ServiceAgreement;
  readonly project?: Project;
}

export function splitOrder(quote: Quote, accepted: AcceptedParts, given: Given): Split {
  const { needs } = accepted;
  if (needs.agreement && !given.agreement) throw new Error('The agreement needs an id and a number.');
  if (needs.project && !given.project) throw new Error('The project needs an id and a number.');
  const order = orderOf(quote, accepted, given);
  return {
    quote: { ...quote, state: 'accepted', decidedAt: given.now, orderId: order.orderId },
    order,
    ...(needs.agreement && given.agreement ? { agreement: agreementOf(order, quote, given.agreement) } : {}),
    ...(needs.project && given.project ? { project: projectOf(order, quote, given.project) } : {}),
  };
}

function orderOf(quote: Quote, { needs, ...accepted }: AcceptedParts, given: Given): Order {
  const { company, quoteId, quoteNumber, accountId, contactId, opportunityId, locale, currency } = quote;
  const { agreement, project, now } = given;
  return {
    ...accepted,
    ...{ company, createdAt: now, updatedAt: now, version: 1 },
    ...{ orderId: given.order.id, orderNumber: given.order.number, state: 'accepted', handOverAttempt: 0 },
    ...{ quoteId, quoteNumber, quoteRevision: quote.revision },
    ...{ accountId, contactId, opportunityId, locale, currency },
    ...(needs.agreement && agreement ? { agreementId: agreement.id } : {}),
    ...(needs.project && project ? { projectId: project.id } : {}),
  };
}
