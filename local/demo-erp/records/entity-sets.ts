import type { Decimal } from '../values/decimal.ts';
import type { SalesCreditMemo, SalesInvoice, SalesOrder } from './document-records.ts';
import type {
  Account,
  Currency,
  Customer,
  Item,
  ItemCategory,
  PaymentTerm,
  UnitOfMeasure,
} from './master-records.ts';

export type FieldValue = string | boolean | Decimal;
export type Fields = Record<string, FieldValue>;

/** The record type of every entity set of the API. */
export interface EntityRecords {
  customers: Customer;
  items: Item;
  itemCategories: ItemCategory;
  unitsOfMeasure: UnitOfMeasure;
  paymentTerms: PaymentTerm;
  accounts: Account;
  currencies: Currency;
  salesInvoices: SalesInvoice;
  salesCreditMemos: SalesCreditMemo;
  salesOrders: SalesOrder;
}
export type EntitySet = keyof EntityRecords;
export type DocumentSet = 'salesInvoices' | 'salesCreditMemos' | 'salesOrders';

interface EntitySetFacts {
  /** The type's name in messages. */
  readonly type: string;
  /** The navigation property that leads to the lines, for documents. */
  readonly lines?: string;
  /** Navigation properties that lead to one record of another set, by the field that holds its id. */
  readonly related?: Readonly<Record<string, { readonly set: EntitySet; readonly by: string }>>;
}

const facts: Record<EntitySet, EntitySetFacts> = {
  customers: {
    type: 'Customer',
    related: { paymentTerm: { set: 'paymentTerms', by: 'paymentTermsId' } },
  },
  items: { type: 'Item' },
  itemCategories: { type: 'Item Category' },
  unitsOfMeasure: { type: 'Unit of Measure' },
  paymentTerms: { type: 'Payment Terms' },
  accounts: { type: 'G/L Account' },
  currencies: { type: 'Currency' },
  salesInvoices: { type: 'Sales Invoice', lines: 'salesInvoiceLines' },
  salesCreditMemos: { type: 'Sales Credit Memo', lines: 'salesCreditMemoLines' },
  salesOrders: { type: 'Sales Order', lines: 'salesOrderLines' },
};

export const isEntitySet = (name: string): name is EntitySet => Object.hasOwn(facts, name);

export const factsOf = (set: EntitySet): EntitySetFacts => facts[set];
