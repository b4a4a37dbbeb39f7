import type { DocumentLine, LineType } from '../records/document-records.ts';
import { refused } from '../records/erp-error.ts';
import type { Customer } from '../records/master-records.ts';
import type { Records } from '../store/records.ts';
import type { Decimal } from '../values/decimal.ts';
import { decimal, zero } from '../values/decimal.ts';
import { noGuid } from '../values/guid.ts';
import { localCurrency, priceIn, resources } from './price-list.ts';
import type { UnpricedLine } from './price-lines.ts';
import { taxOf } from './tax.ts';

/** What somebody wants on a line; everything else follows from the item, resource or account and the customer. */
export interface LineRequest {
  readonly type: Extract<LineType, 'Comment' | 'Item' | 'Resource' | 'Account'>;
  readonly number?: string | undefined;
  readonly description?: string | undefined;
  readonly quantity?: Decimal | undefined;
  readonly unitPrice?: Decimal | undefined;
  readonly discountPercent?: Decimal | undefined;
  readonly discountAmount?: Decimal | undefined;
}

export interface DocumentFrame {
  readonly documentId: string;
  readonly customer: Customer;
  readonly day: string;
  readonly newId: () => string;
}

type Subject = Pick<
  DocumentLine,
  'itemId' | 'accountId' | 'lineObjectNumber' | 'description' | 'unitOfMeasureCode' | 'unitPrice'
> & { readonly taxGroup: string };

const nothing: Subject = {
  itemId: noGuid,
  accountId: noGuid,
  lineObjectNumber: '',
  description: '',
  unitOfMeasureCode: '',
  unitPrice: zero,
  taxGroup: '',
};

/** Makes lines in steps of 10,000, as the ERP does to leave room between them. */
export function composeLines(
  records: Records,
  frame: DocumentFrame,
  requests: readonly LineRequest[],
): UnpricedLine[] {
  return requests.map((request, index) => composeLine(records, frame, { request, position: index + 1 }));
}

function composeLine(
  records: Records,
  frame: DocumentFrame,
  { request, position }: { request: LineRequest; position: number },
): UnpricedLine {
  const subject = subjectOf(records, frame.customer, request);
  const isComment = request.type === 'Comment';
  const unit = records.list('unitsOfMeasure').find(({ fields }) => fields.code === subject.unitOfMeasureCode);
  return {
    id: frame.newId(),
    documentId: frame.documentId,
    sequence: decimal(position * 10_000),
    itemId: subject.itemId,
    accountId: subject.accountId,
    lineType: request.type,
    lineObjectNumber: subject.lineObjectNumber,
    description: request.description ?? subject.description,
    unitOfMeasureId: unit?.fields.id ?? noGuid,
    unitOfMeasureCode: subject.unitOfMeasureCode,
    unitPrice: isComment ? zero : (request.unitPrice ?? subject.unitPrice),
    quantity: isComment ? zero : (request.quantity ?? decimal(1)),
    discountPercent: request.discountPercent ?? zero,
    givenDiscount: isComment ? undefined : request.discountAmount,
    discountAppliedBeforeTax: false,
    ...(isComment ? { taxCode: '', taxPercent: zero } : taxOf(frame.customer, subject.taxGroup)),
    shipmentDate: frame.day,
    itemVariantId: noGuid,
  };
}

function subjectOf(records: Records, customer: Customer, request: LineRequest): Subject {
  switch (request.type) {
    case 'Comment':
      return nothing;
    case 'Item':
      return itemSubject(records, customer, request);
    case 'Resource':
      return resourceSubject(customer, request);
    case 'Account':
      return accountSubject(records, request);
  }
}

function itemSubject(records: Records, customer: Customer, { number }: LineRequest): Subject {
  const item = records.list('items').find(({ fields }) => fields.number === number)?.fields;
  if (!item) throw refused(`There is no item '${number ?? ''}'.`);
  if (item.blocked) throw refused(`The item ${item.number} is blocked.`);
  return {
    ...nothing,
    itemId: item.id,
    lineObjectNumber: item.number,
    description: item.displayName,
    unitOfMeasureCode: item.baseUnitOfMeasureCode,
    unitPrice: priceIn(customer.currencyCode || localCurrency, item.unitPrice),
    taxGroup: item.taxGroupCode,
  };
}

function resourceSubject(customer: Customer, { number }: LineRequest): Subject {
  const resource = resources.find((candidate) => candidate.number === number);
  if (!resource) throw refused(`There is no resource '${number ?? ''}'.`);
  return {
    ...nothing,
    lineObjectNumber: resource.number,
    description: resource.name,
    unitOfMeasureCode: resource.unitCode,
    unitPrice: priceIn(customer.currencyCode || localCurrency, resource.hourlyRate),
    taxGroup: 'UST.20',
  };
}

function accountSubject(records: Records, { number }: LineRequest): Subject {
  const account = records.list('accounts').find(({ fields }) => fields.number === number)?.fields;
  if (!account) throw refused(`There is no account '${number ?? ''}'.`);
  return {
    ...nothing,
    accountId: account.id,
    lineObjectNumber: account.number,
    description: account.displayName,
    taxGroup: 'UST.20',
  };
}
