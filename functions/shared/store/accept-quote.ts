import type { TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Opportunity } from '../../../domain/records/opportunity.ts';
import type { Order } from '../../../domain/records/order.ts';
import type { Project } from '../../../domain/records/project.ts';
import type { Quote } from '../../../domain/records/quote.ts';
import type { ServiceAgreement } from '../../../domain/records/service-agreement.ts';
import { putOf } from './documents.ts';
import { prepareLarge, type Prepared } from './large-records.ts';
import { writeNumbered, type SeriesOf } from './number-series.ts';
import { numberPut, type NumberRef } from './numbers.ts';
import { opportunityLayout } from './opportunities.ts';
import { agreementLayout, orderLayout, projectLayout, quoteLayout } from './sales-layouts.ts';
import { previousOf, smallDocument } from './small-records.ts';
import type { Store } from './store.ts';

/** All that an acceptance makes or changes (O-5); each record carries its new version. */
export interface Acceptance {
  readonly quote: Quote;
  readonly order: Order;
  /** Our key in the ERP's reference field, by which the order is found again. */
  readonly reference: string;
  readonly agreement?: ServiceAgreement | undefined;
  readonly project?: Project | undefined;
  readonly opportunity?: Opportunity | undefined;
}

/** One write for all of it, with the numbers: an order exists if and only if its quote is accepted. */
export const acceptQuote = (
  store: Store,
  series: SeriesOf,
  make: (next: (series: string) => number) => Acceptance,
): Promise<Acceptance> =>
  writeNumbered(store, series, async (next) => {
    const made = make(next);
    const parts = await Promise.all(preparedParts(store, made));
    const writes = [...parts.map(({ write }) => write), ...wonOpportunity(store, made)];
    const numbers = numbersOf(made).map((ref) => numberPut(store, ref));
    const tidy = async () => void (await Promise.all(parts.map((part) => part.tidy())));
    return { made, records: [...writes, ...numbers], tidy };
  });

const preparedParts = (
  store: Store,
  { quote, order, agreement, project }: Acceptance,
): Promise<Prepared>[] => [
  prepareLarge(store, quoteLayout, quote),
  prepareLarge(store, orderLayout, order),
  ...(agreement ? [prepareLarge(store, agreementLayout, agreement)] : []),
  ...(project ? [prepareLarge(store, projectLayout, project)] : []),
];

const wonOpportunity = (store: Store, { opportunity }: Acceptance): TransactWriteItem[] =>
  opportunity
    ? [{ Put: putOf(store, smallDocument(opportunityLayout, opportunity), previousOf(opportunity)) }]
    : [];

function numbersOf({ order, reference, agreement, project }: Acceptance): NumberRef[] {
  const { company, orderId: recordId, orderNumber } = order;
  return [
    { company, entity: 'order', number: orderNumber, recordId },
    { company, entity: 'order', number: reference, recordId },
    ...(agreement
      ? [
          {
            company,
            entity: 'agreement' as const,
            ...numbered(agreement.agreementNumber, agreement.agreementId),
          },
        ]
      : []),
    ...(project
      ? [{ company, entity: 'project' as const, ...numbered(project.projectNumber, project.projectId) }]
      : []),
  ];
}

const numbered = (number: string, recordId: string) => ({ number, recordId });
