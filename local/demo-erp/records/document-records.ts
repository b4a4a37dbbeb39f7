import type { Decimal } from '../values/decimal.ts';

export type LineType = 'Comment' | 'Account' | 'Item' | 'Resource' | 'Charge' | 'Fixed Asset';

/** A line of an invoice, a credit memo or an order. */
export type DocumentLine = {
  id: string;
  documentId: string;
  sequence: Decimal;
  itemId: string;
  accountId: string;
  lineType: LineType;
  lineObjectNumber: string;
  description: string;
  unitOfMeasureId: string;
  unitOfMeasureCode: string;
  unitPrice: Decimal;
  quantity: Decimal;
  discountAmount: Decimal;
  discountPercent: Decimal;
  discountAppliedBeforeTax: boolean;
  amountExcludingTax: Decimal;
  taxCode: string;
  taxPercent: Decimal;
  totalTaxAmount: Decimal;
  amountIncludingTax: Decimal;
  /** This line's share of the discount on the whole document, tax included where prices include tax. */
  invoiceDiscountAllocation: Decimal;
  /** What counts after all discounts; the header's totals are the sums of these three. */
  netAmount: Decimal;
  netTaxAmount: Decimal;
  netAmountIncludingTax: Decimal;
  shipmentDate: string;
  itemVariantId: string;
};

type Addresses = {
  sellToAddressLine1: string;
  sellToAddressLine2: string;
  sellToCity: string;
  sellToCountry: string;
  sellToState: string;
  sellToPostCode: string;
  billToAddressLine1: string;
  billToAddressLine2: string;
  billToCity: string;
  billToCountry: string;
  billToState: string;
  billToPostCode: string;
};

type ShipTo = {
  shipToName: string;
  shipToContact: string;
  shipToAddressLine1: string;
  shipToAddressLine2: string;
  shipToCity: string;
  shipToCountry: string;
  shipToState: string;
  shipToPostCode: string;
};

export type Totals = {
  discountAmount: Decimal;
  discountAppliedBeforeTax: boolean;
  totalAmountExcludingTax: Decimal;
  totalTaxAmount: Decimal;
  totalAmountIncludingTax: Decimal;
};

/** What every sales document has. */
export type DocumentHeader = {
  id: string;
  number: string;
  externalDocumentNumber: string;
  postingDate: string;
  customerId: string;
  customerNumber: string;
  customerName: string;
  billToName: string;
  billToCustomerId: string;
  billToCustomerNumber: string;
  shortcutDimension1Code: string;
  shortcutDimension2Code: string;
  currencyId: string;
  currencyCode: string;
  paymentTermsId: string;
  shipmentMethodId: string;
  salesperson: string;
  pricesIncludeTax: boolean;
  phoneNumber: string;
  email: string;
  lastModifiedDateTime: string;
} & Addresses &
  Totals;

export type SalesInvoice = DocumentHeader &
  ShipTo & {
    invoiceDate: string;
    dueDate: string;
    customerPurchaseOrderReference: string;
    orderId: string;
    orderNumber: string;
    remainingAmount: Decimal;
    status: 'Draft' | 'Open' | 'Paid' | 'Canceled';
  };

export type SalesCreditMemo = DocumentHeader & {
  creditMemoDate: string;
  dueDate: string;
  invoiceId: string;
  invoiceNumber: string;
  customerReturnReasonId: string;
  status: 'Draft' | 'Open' | 'Paid' | 'Corrective';
};

export type SalesOrder = DocumentHeader &
  ShipTo & {
    orderDate: string;
    partialShipping: boolean;
    requestedDeliveryDate: string;
    fullyShipped: boolean;
    /** Until somebody releases it an order is a draft; `Open` is released. */
    status: 'Draft' | 'In Review' | 'Open';
  };

/** A line of an order knows how much of it left the house. */
export type OrderLine = DocumentLine & {
  shippedQuantity: Decimal;
  invoicedQuantity: Decimal;
  invoiceQuantity: Decimal;
  shipQuantity: Decimal;
};
