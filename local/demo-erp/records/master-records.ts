import type { Decimal } from '../values/decimal.ts';

/** Records are type aliases, not interfaces, so that they are assignable to the store's general record. */
export type Customer = {
  id: string;
  number: string;
  displayName: string;
  type: 'Company' | 'Person';
  addressLine1: string;
  addressLine2: string;
  city: string;
  state: string;
  country: string;
  postalCode: string;
  phoneNumber: string;
  email: string;
  website: string;
  salespersonCode: string;
  creditLimit: Decimal;
  taxLiable: boolean;
  taxAreaId: string;
  taxAreaDisplayName: string;
  taxRegistrationNumber: string;
  currencyId: string;
  currencyCode: string;
  paymentTermsId: string;
  shipmentMethodId: string;
  paymentMethodId: string;
  /** A single blank means "not blocked". */
  blocked: ' ' | 'Ship' | 'Invoice' | 'All';
  lastModifiedDateTime: string;
};

export type Item = {
  id: string;
  number: string;
  displayName: string;
  type: 'Inventory' | 'Service' | 'Non-Inventory';
  itemCategoryId: string;
  itemCategoryCode: string;
  blocked: boolean;
  gtin: string;
  inventory: Decimal;
  unitPrice: Decimal;
  priceIncludesTax: boolean;
  unitCost: Decimal;
  taxGroupId: string;
  taxGroupCode: string;
  baseUnitOfMeasureId: string;
  baseUnitOfMeasureCode: string;
  lastModifiedDateTime: string;
};

export type ItemCategory = { id: string; code: string; displayName: string; lastModifiedDateTime: string };

export type UnitOfMeasure = {
  id: string;
  code: string;
  displayName: string;
  internationalStandardCode: string;
  symbol: string;
  lastModifiedDateTime: string;
};

export type PaymentTerm = {
  id: string;
  code: string;
  displayName: string;
  /** A date formula of the ERP such as `14D`. */
  dueDateCalculation: string;
  discountDateCalculation: string;
  discountPercent: Decimal;
  calculateDiscountOnCreditMemos: boolean;
  lastModifiedDateTime: string;
};

export type Account = {
  id: string;
  number: string;
  displayName: string;
  category: string;
  blocked: boolean;
  lastModifiedDateTime: string;
};

export type Currency = {
  id: string;
  code: string;
  displayName: string;
  symbol: string;
  amountDecimalPlaces: string;
  lastModifiedDateTime: string;
};
