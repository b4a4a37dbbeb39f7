import type { DebtorOrder, ErpOrder } from '../../../../domain/hand-over/erp-order.ts';

export const aDebtorOrder = (overrides: Partial<DebtorOrder> = {}): DebtorOrder => ({
  reference: 'OS-DEBTOR',
  accountId: 'acc_1',
  name: 'Bäckerei Huber GmbH',
  vatId: 'ATU12345678',
  address: { street: 'Hauptplatz 1', postalCode: '8010', city: 'Graz', country: 'AT' },
  email: 'office@huber.example',
  currency: 'EUR',
  ...overrides,
});

export const anOrderLine = (
  overrides: Partial<ErpOrder['lines'][number]> = {},
): ErpOrder['lines'][number] => ({
  lineId: '1',
  reference: 'OS-ORDER/1',
  productExternalId: 'p-1',
  productNumber: '70001',
  description: 'Montage',
  quantity: '2',
  unit: 'STK',
  unitPrice: '10.50',
  priceUnit: '1',
  discountPercent: '0',
  discountAmount: '0.00',
  net: '21.00',
  vat: { category: 'standard', rate: '20' },
  ...overrides,
});

export const anErpOrder = (overrides: Partial<ErpOrder> = {}): ErpOrder => ({
  reference: 'OS-ORDER',
  orderId: 'ord_1',
  orderNumber: 'AU-2026-00012',
  customerReference: 'PO-4711',
  debtorExternalId: 'd-1',
  orderDate: '2026-01-31',
  currency: 'EUR',
  lines: [anOrderLine()],
  totals: { net: '21.00', tax: '4.20', gross: '25.20' },
  ...overrides,
});
