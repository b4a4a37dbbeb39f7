import type { SalesInvoice } from '../records/document-records.ts';
import type { Customer, Item } from '../records/master-records.ts';
import { composeCreditMemo, composeInvoice, composeOrder } from '../sales/compose-documents.ts';
import type { DocumentRequest, Identity } from '../sales/compose-documents.ts';
import { owed } from '../sales/sales-desk.ts';
import type { NumberSeries, SeriesName } from '../store/number-series.ts';
import type { Records } from '../store/records.ts';
import { decimal, roundMoney, zero } from '../values/decimal.ts';
import { guidFrom } from '../values/guid.ts';
import { addDays, instantText, millisecondsPerDay } from '../values/instant.ts';
import { lineRequests } from './line-requests.ts';
import { chanceFor } from './random.ts';
import type { Chance } from './random.ts';

export interface DocumentSeed {
  readonly seed: string;
  readonly records: Records;
  readonly numbers: NumberSeries;
  /** The last day of the seeded year. */
  readonly lastDay: string;
}

const businessDays = 364;
const creditedEvery = 11;
const openOrders = 24;

/** A year of invoices, about one a day, oldest first so that numbers grow with the dates; then credits and orders. */
export function plantDocuments(plan: DocumentSeed): void {
  const billable = customersOf(plan).filter(({ blocked }) => blocked === ' ' || blocked === 'Ship');
  for (let index = 0; index <= businessDays; index += 1) {
    const invoice = plantInvoice(plan, billable, index);
    if (index % creditedEvery === creditedEvery - 1) plantCredit(plan, invoice, index);
  }
  for (let index = 0; index < openOrders; index += 1) plantOrder(plan, billable, index);
}

const customersOf = ({ records }: DocumentSeed): Customer[] =>
  records.list('customers').map(({ fields }) => fields);

const sellableOf = ({ records }: DocumentSeed): Item[] =>
  records
    .list('items')
    .map(({ fields }) => fields)
    .filter(({ blocked }) => !blocked);

function plantInvoice(plan: DocumentSeed, billable: readonly Customer[], index: number): SalesInvoice {
  const chance = chanceFor(`${plan.seed}/invoice/${index}`);
  const request = requestOf(plan, chance, {
    customer: chance.pick(billable),
    day: addDays(plan.lastDay, index - businessDays),
  });
  const identity = identityOf(plan, `invoice/${index}`, 'invoice');
  const { fields, lines } = composeInvoice(plan.records, identity, request);
  const isOld = fields.dueDate < addDays(plan.lastDay, -20);
  const open = isOld && !chance.oneIn(15) ? zero : fields.totalAmountIncludingTax;
  const posted: SalesInvoice = {
    ...fields,
    ...owed(fields, open),
    externalDocumentNumber: chance.oneIn(3) ? `PO-${chance.between(1000, 9999)}` : '',
    lastModifiedDateTime: modifiedOn(request.day, chance),
  };
  plan.records.plant('salesInvoices', posted, lines);
  return posted;
}

function requestOf(
  plan: DocumentSeed,
  chance: Chance,
  base: Pick<DocumentRequest, 'customer' | 'day'>,
): DocumentRequest {
  const isConsumer = base.customer.type === 'Person';
  return {
    ...base,
    lines: lineRequests(chance, sellableOf(plan)),
    pricesIncludeTax: isConsumer,
    invoiceDiscount: !isConsumer && chance.oneIn(9) ? decimal(chance.between(100, 990)).div(100) : zero,
  };
}

/** Takes back the first line that has a value, half of its quantity where that is a whole number. */
function plantCredit(plan: DocumentSeed, invoice: SalesInvoice, index: number): void {
  const chance = chanceFor(`${plan.seed}/credit/${index}`);
  const line = plan.records.linesOf('salesInvoices', invoice.id).find(({ quantity }) => quantity.gt(0));
  if (!line) return;
  const half = line.quantity.div(2);
  const quantity = half.isInteger() ? half : line.quantity;
  const day = earlierOf(addDays(invoice.postingDate, chance.between(0, 6)), plan.lastDay);
  const invoiceDiscount = roundMoney(line.invoiceDiscountAllocation.times(quantity).div(line.quantity));
  const { fields, lines } = composeCreditMemo(identityOf(plan, `credit/${index}`, 'creditMemo'), {
    ...{ invoice, day, lines: [{ ...line, quantity }], invoiceDiscount },
    status: 'Paid',
  });
  plan.records.plant('salesCreditMemos', { ...fields, lastModifiedDateTime: modifiedOn(day, chance) }, lines);
}

/** Of two ISO days; nothing of the seed lies after its last day. */
const earlierOf = (a: string, b: string): string => (a < b ? a : b);

function plantOrder(plan: DocumentSeed, billable: readonly Customer[], index: number): void {
  const chance = chanceFor(`${plan.seed}/order/${index}`);
  const day = addDays(plan.lastDay, -chance.between(0, 30));
  const request = requestOf(plan, chance, { customer: chance.pick(billable), day });
  const { fields, lines } = composeOrder(plan.records, identityOf(plan, `order/${index}`, 'order'), request);
  plan.records.plant('salesOrders', { ...fields, lastModifiedDateTime: modifiedOn(day, chance) }, lines);
}

function identityOf(plan: DocumentSeed, name: string, series: SeriesName): Identity {
  let count = 0;
  const newId = (): string => guidFrom(`${plan.seed}/${name}/line/${(count += 1)}`);
  return { id: guidFrom(`${plan.seed}/${name}`), number: plan.numbers.next(series), newId };
}

/** Some time in the morning of that day, now and then on the full second. */
function modifiedOn(day: string, chance: Chance): string {
  const moment =
    Date.parse(`${day}T00:00:00Z`) + chance.between(millisecondsPerDay / 4, millisecondsPerDay / 2);
  return instantText(chance.oneIn(3) ? Math.floor(moment / 1000) * 1000 : moment);
}
