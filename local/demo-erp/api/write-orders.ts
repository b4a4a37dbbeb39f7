import * as z from 'zod';
import type { Erp } from '../erp.ts';
import type { SalesOrder } from '../records/document-records.ts';
import type { Customer } from '../records/master-records.ts';
import { ErpError, refused } from '../records/erp-error.ts';
import type { LineRequest } from '../sales/compose-lines.ts';
import { invoiceOrder } from '../sales/invoice-order.ts';
import { takeOrder } from '../sales/order-desk.ts';
import { currencyNamed, requireLengths, written, writtenGuid, writtenNumber } from './written-values.ts';

const lineSchema = z.strictObject({
  lineType: z.enum(['Comment', 'Account', 'Item', 'Resource']).optional(),
  itemId: writtenGuid.optional(),
  accountId: writtenGuid.optional(),
  lineObjectNumber: z.string().optional(),
  description: z.string().optional(),
  unitOfMeasureCode: z.string().optional(),
  quantity: writtenNumber.optional(),
  unitPrice: writtenNumber.optional(),
  discountAmount: writtenNumber.optional(),
  discountPercent: writtenNumber.optional(),
});
type Line = z.infer<typeof lineSchema>;

const orderSchema = z.strictObject({
  externalDocumentNumber: z.string().optional(),
  orderDate: z.iso.date().optional(),
  customerId: writtenGuid.optional(),
  customerNumber: z.string().optional(),
  currencyCode: z.string().optional(),
  salesOrderLines: z.array(lineSchema).default([]),
});
type Order = z.infer<typeof orderSchema>;

/** `POST salesOrders` with its lines: all or nothing. */
export function createOrder(erp: Erp, body: unknown): SalesOrder {
  const { salesOrderLines, ...order } = written(orderSchema, body);
  requireLengths(order, { externalDocumentNumber: 35 });
  requireNew(erp, order.externalDocumentNumber ?? '');
  const customer = customerOf(erp, order);
  const currency = order.currencyCode === undefined ? {} : currencyNamed(erp, order.currencyCode);
  return takeOrder(erp, {
    customer: { ...customer, ...currency },
    day: order.orderDate,
    externalDocumentNumber: order.externalDocumentNumber,
    lines: salesOrderLines.map((line) => lineRequest(erp, line)),
  });
}

/** `Microsoft.NAV.shipAndInvoice`: everything that is left. */
export const shipAndInvoice = (erp: Erp, id: string): void => {
  invoiceOrder(erp, erp.records.get('salesOrders', id).fields);
};

/** Business Central takes the same external document number twice; an ERP that does not is a switch. */
function requireNew(erp: Erp, externalDocumentNumber: string): void {
  if (!erp.misbehaviour.switches.refuseExisting || externalDocumentNumber === '') return;
  const isTaken = (['salesOrders', 'salesInvoices'] as const).some((set) =>
    erp.records.list(set).some(({ fields }) => fields.externalDocumentNumber === externalDocumentNumber),
  );
  if (isTaken)
    throw new ErpError(409, 'Internal_EntityWithSameKeyExists', `${externalDocumentNumber} exists already.`);
}

function customerOf(erp: Erp, { customerId, customerNumber }: Omit<Order, 'salesOrderLines'>): Customer {
  if (customerId === undefined && customerNumber === undefined)
    throw refused('A "customerNumber" or a "customerId" must be provided.');
  const found = erp.records
    .list('customers')
    .find(({ fields }) =>
      customerId === undefined ? fields.number === customerNumber : fields.id === customerId.toLowerCase(),
    );
  if (!found) throw refused('The "customerId" does not match to a Customer.');
  return found.fields;
}

function lineRequest(erp: Erp, line: Line): LineRequest {
  requireLengths(line, { description: 100 });
  const { description, quantity, unitPrice, discountAmount, discountPercent } = line;
  const type = line.lineType ?? (line.accountId === undefined ? 'Item' : 'Account');
  return {
    type,
    number: numberOf(erp, line, type),
    ...{ description, quantity, unitPrice, discountAmount, discountPercent },
  };
}

function numberOf(erp: Erp, line: Line, type: LineRequest['type']): string | undefined {
  const { itemId, accountId, lineObjectNumber } = line;
  if (type === 'Item' && itemId !== undefined)
    return (
      erp.records.find('items', itemId)?.fields.number ?? refuse('The "itemId" does not match to an Item.')
    );
  if (type === 'Account' && accountId !== undefined)
    return (
      erp.records.find('accounts', accountId)?.fields.number ??
      refuse('The "accountId" does not match to an Account.')
    );
  return lineObjectNumber;
}

function refuse(message: string): never {
  throw refused(message);
}
