import { exampleIds } from './example-ids.ts';

/** A line as it is sold, for the examples of the OpenAPI document. */
export const exampleSold = {
  lineId: '1',
  productId: exampleIds.product,
  productNumber: '1896-S',
  productKind: 'goods',
  description: 'Schreibtisch ATHEN',
  quantity: '2',
  unit: 'Stk',
  unitPrice: '1000.80',
  priceUnit: '1',
  discountPercent: '10',
  net: '1801.44',
  vat: { category: 'standard', rate: '20' },
  price: {
    rule: 'list-price',
    recordId: exampleIds.product,
    amount: '1000.80',
    currency: 'EUR',
    priceUnit: '1',
    discount: { rule: 'account-product', recordId: exampleIds.priceAgreement, percent: '10' },
    explanation: 'Listenpreis 1.000,80 EUR, 10 % Rabatt für diesen Kunden auf diesen Artikel.',
  },
} as const;

export const exampleTotals = {
  subtotal: '1801.44',
  headerDiscount: '0.00',
  net: '1801.44',
  vat: [{ category: 'standard', rate: '20', net: '1801.44', tax: '360.29' }],
  tax: '360.29',
  gross: '2161.73',
} as const;
