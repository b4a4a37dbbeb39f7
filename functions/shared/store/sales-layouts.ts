import { orderSchema, type Order } from '../../../domain/records/order.ts';
import { projectSchema, type Project } from '../../../domain/records/project.ts';
import { quoteSchema, type Quote } from '../../../domain/records/quote.ts';
import { serviceAgreementSchema, type ServiceAgreement } from '../../../domain/records/service-agreement.ts';
import { indexes, sorts } from './keys.ts';
import type { LargeLayout } from './large-records.ts';
import type { AgreementRow, OrderRow, ProjectRow, QuoteRow } from './sales-rows.ts';

type Loose<Row> = { [Name in keyof Row]: Row[Name] | undefined };

/** JSON drops what is undefined. */
const notListed = { lines: undefined, introduction: undefined, closing: undefined };

/** In a state by the last day of validity, so that what expires is found without reading the rest. */
export const quoteLayout: LargeLayout<Quote> = {
  schema: quoteSchema,
  recordId: ({ quoteId }) => quoteId,
  head: (quote) => ({ ...quote, ...notListed, lineCount: quote.lines.length }) satisfies Loose<QuoteRow>,
  index1: ({ company, state, validUntil, quoteId }) => ({
    partition: indexes.inState(company, 'quote', state),
    sort: sorts.byDate(validUntil, quoteId),
  }),
  index2: ({ company, accountId, documentDate, quoteId }) => ({
    partition: indexes.ofAccount(company, accountId),
    sort: sorts.documentOfAccount('quote', documentDate, quoteId),
  }),
};

export const orderLayout: LargeLayout<Order> = {
  schema: orderSchema,
  recordId: ({ orderId }) => orderId,
  head: ({ lines, deviations, ...head }) =>
    ({ ...head, lineCount: lines.length, deviationCount: deviations.length }) satisfies OrderRow,
  index1: ({ company, state, orderDate, orderId }) => ({
    partition: indexes.inState(company, 'order', state),
    sort: sorts.byDate(orderDate, orderId),
  }),
  index2: ({ company, accountId, orderDate, orderId }) => ({
    partition: indexes.ofAccount(company, accountId),
    sort: sorts.documentOfAccount('order', orderDate, orderId),
  }),
};

export const agreementLayout: LargeLayout<ServiceAgreement> = {
  schema: serviceAgreementSchema,
  recordId: ({ agreementId }) => agreementId,
  head: ({ positions, ...head }) => ({ ...head, positionCount: positions.length }) satisfies AgreementRow,
  index1: ({ company, createdAt, agreementId }) => ({
    partition: indexes.agreements(company),
    sort: sorts.byDate(createdAt, agreementId),
  }),
  index2: ({ company, accountId, createdAt, agreementId }) => ({
    partition: indexes.ofAccount(company, accountId),
    sort: sorts.documentOfAccount('agreement', createdAt, agreementId),
  }),
};

export const projectLayout: LargeLayout<Project> = {
  schema: projectSchema,
  recordId: ({ projectId }) => projectId,
  head: ({ phases, ...head }) => ({ ...head, phaseCount: phases.length }) satisfies ProjectRow,
  index1: ({ company, createdAt, projectId }) => ({
    partition: indexes.projects(company),
    sort: sorts.byDate(createdAt, projectId),
  }),
  index2: ({ company, accountId, createdAt, projectId }) => ({
    partition: indexes.ofAccount(company, accountId),
    sort: sorts.documentOfAccount('project', createdAt, projectId),
  }),
};
