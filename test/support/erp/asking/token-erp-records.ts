import { netOf, type Books, type Customer, type Invoice, type Line, type Order } from './books.ts';

export type Row = Readonly<Record<string, unknown>>;

export const rowsOf = (books: Books): Record<string, readonly Row[]> => ({
  A_Customer: books.customers.map(customer),
  A_BillingDocument: books.invoices.map(document),
  A_SalesOrder: books.orders.map(order),
});

const date = (instant: string): string => `/Date(${Date.parse(instant)})/`;
const stamp = (instant: string): string => `/Date(${Date.parse(instant)}+0000)/`;

export const customer = ({
  id,
  number,
  name,
  vatId,
  country,
  isBlocked,
  reference,
  changed,
}: Customer): Row => ({
  ...{ Customer: String(id), CustomerNumber: number, CustomerFullName: name, TaxNumber: vatId ?? '' },
  ...{ Country: country, OrderIsBlockedForCustomer: isBlocked ? '01' : '', SearchTerm: reference ?? '' },
  LastChangeDateTime: stamp(changed),
});

const document = (each: Invoice): Row => ({
  ...{
    BillingDocument: String(each.id),
    AccountingDocument: each.number,
    SDDocumentCategory: each.isCredit ? 'O' : 'M',
  },
  ...{
    BillingDocumentIsCancelled: false,
    PayerParty: String(each.customer),
    BillingDocumentDate: date(each.date),
  },
  ...{ TransactionCurrency: 'EUR', PurchaseOrderByCustomer: each.reference ?? '', TotalNetAmount: each.net },
  ...{ TotalTaxAmount: each.tax, TotalGrossAmount: each.gross, LastChangeDateTime: stamp(each.changed) },
  to_Item: { results: each.lines.map(item) },
});

/** Items count by tens. */
const item = ({ product, text, quantity, price, net }: Line, index: number): Row => ({
  ...{
    BillingDocumentItem: String((index + 1) * 10),
    BillingDocumentItemText: text,
    Material: product ?? '',
  },
  ...{ SalesDocumentItemCategory: product === null ? 'TATX' : 'TAN', BillingQuantity: quantity || '0' },
  ...{ NetPriceAmount: price || '0', NetAmount: net || '0', TaxRate: product === null ? '0' : '20' },
});

export const order = (kept: Order): Row => ({
  ...{ SalesOrder: String(kept.id), SalesOrderNumber: kept.number, SoldToParty: String(kept.customer) },
  ...{ PurchaseOrderByCustomer: kept.reference, DeliveryBlockReason: kept.isReleased ? '' : '01' },
  ...{ TransactionCurrency: 'EUR', TotalNetAmount: netOf(kept) },
  __metadata: { etag: `W/"${kept.version}"`, type: 'API_SALES_ORDER_SRV.A_SalesOrderType' },
  to_Item: { results: kept.lines.map(item) },
});
