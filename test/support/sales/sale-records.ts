import { hash } from 'node:crypto';
import type { CompanySettings } from '../../../domain/records/company-settings.ts';
import type { Opportunity } from '../../../domain/records/opportunity.ts';
import type { Order, OrderLine } from '../../../domain/records/order.ts';
import type { Project } from '../../../domain/records/project.ts';
import type { Quote, QuoteLine, QuoteProductLine } from '../../../domain/records/quote.ts';
import type { ServiceAgreement } from '../../../domain/records/service-agreement.ts';

/** Records of a sale as they are stored, plain: what the rules make of a draft is in a-priced-quote.ts. */
const at = '2026-01-31T09:30:00.000Z';
const meta = { company: 'demo', createdAt: at, updatedAt: at, version: 1 };
const totals = {
  subtotal: '100.00',
  headerDiscount: '0.00',
  net: '100.00',
  vat: [{ category: 'standard' as const, rate: '20', net: '100.00', tax: '20.00' }],
  tax: '20.00',
  gross: '120.00',
};

const sold = {
  lineId: '1',
  productKind: 'goods' as const,
  productNumber: '1896-S',
  description: 'Schreibtisch',
  quantity: '1',
  unitPrice: '100',
  priceUnit: '1',
  discountPercent: '0',
  net: '100.00',
  vat: { category: 'standard' as const, rate: '20' },
  price: {
    rule: 'list-price' as const,
    amount: '100',
    currency: 'EUR',
    priceUnit: '1',
    explanation: 'Listenpreis',
  },
};

export const aProductLine = (fields: Partial<QuoteProductLine> = {}): QuoteProductLine => ({
  kind: 'product',
  ...sold,
  choice: 'included',
  ...fields,
});

export const anOrderLine = (fields: Partial<OrderLine> = {}): OrderLine => ({
  ...sold,
  destination: 'erp',
  headerDiscount: '0.00',
  netAfterDiscount: '100.00',
  ...fields,
});

export const aQuote = (fields: Partial<Quote> = {}): Quote => ({
  ...meta,
  quoteId: 'quo_0001',
  quoteNumber: 'Q-2026-00001',
  revision: 1,
  state: 'draft',
  accountId: 'acc_0001',
  locale: 'de-AT',
  currency: 'EUR',
  title: 'Büro',
  documentDate: '2026-01-31',
  validUntil: '2026-03-02',
  lines: [aProductLine()],
  totals,
  recurring: [],
  ...fields,
});

/** 176 characters that look like nothing before. */
export const incompressible = (seed: number): string =>
  hash('sha512', `a${seed}`, 'base64') + hash('sha512', `b${seed}`, 'base64');

/** Lines that no dictionary shortens, so that the body lies in pieces. */
export const manyLines = (count: number): QuoteLine[] =>
  Array.from({ length: count }, (_, index) =>
    aProductLine({
      lineId: String(index + 1),
      description: incompressible(index),
      quantity: String(1 + (index % 97)),
    }),
  );

export const anOrder = (fields: Partial<Order> = {}): Order => ({
  ...meta,
  orderId: 'ord_0001',
  orderNumber: 'O-2026-00001',
  state: 'accepted',
  quoteId: 'quo_0001',
  quoteNumber: 'Q-2026-00001',
  quoteRevision: 1,
  accountId: 'acc_0001',
  locale: 'de-AT',
  currency: 'EUR',
  orderDate: '2026-02-01',
  acceptedBy: 'ada',
  lines: [anOrderLine()],
  deviations: [],
  totals,
  handOverAttempt: 0,
  ...fields,
});

export const anAgreement = (fields: Partial<ServiceAgreement> = {}): ServiceAgreement => ({
  ...meta,
  agreementId: 'agr_0001',
  agreementNumber: 'A-2026-00001',
  accountId: 'acc_0001',
  orderId: 'ord_0001',
  locale: 'de-AT',
  currency: 'EUR',
  title: 'Wartung',
  positions: [{ ...sold, recurrence: { priceBase: 'month', rhythm: 1, inAdvance: true } }],
  ...fields,
});

export const aProject = (fields: Partial<Project> = {}): Project => ({
  ...meta,
  projectId: 'prj_0001',
  projectNumber: 'P-2026-00001',
  accountId: 'acc_0001',
  orderId: 'ord_0001',
  title: 'Umbau',
  currency: 'EUR',
  phases: [{ phaseId: '1', name: 'Planung', budgetAmount: '100.00', lines: [sold] }],
  ...fields,
});

export const anOpportunity = (fields: Partial<Opportunity> = {}): Opportunity => ({
  ...meta,
  opportunityId: 'opp_0001',
  accountId: 'acc_0001',
  title: 'Büro neu',
  stage: 'qualified',
  expectedValue: { amount: '1000.00', currency: 'EUR' },
  probability: 50,
  ...fields,
});

export const companySettings = (fields: Partial<CompanySettings> = {}): CompanySettings => ({
  ...meta,
  seller: { name: 'Demo GmbH', address: { city: 'Wien', country: 'AT' }, vatId: 'ATU12345675' },
  ordersTo: { connectionId: 'bc' },
  currency: 'EUR',
  locale: 'de-AT',
  vat: { standard: '20', reduced: '10', reducedTaxCodes: ['RED'], exemptTaxCodes: ['EX'] },
  numbers: {
    quote: 'Q-{year}-{number:5}',
    order: 'O-{year}-{number:5}',
    agreement: 'A-{number}',
    project: 'P-{number}',
    invoice: 'R-{year}-{number:5}',
  },
  quoteValidDays: 30,
  paymentDays: 14,
  ...fields,
});
