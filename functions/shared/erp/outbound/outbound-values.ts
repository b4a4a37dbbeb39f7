import type { DebtorOrder, ErpOrder } from '../../../../domain/hand-over/erp-order.ts';
import type { TemplateValues } from '../fetch/template.ts';

/** What look-ups and writes of a debtor may name in `{braces}`. */
export const debtorValueNames = [
  ...['reference', 'accountId', 'name', 'fullName', 'vatId', 'registerNumber', 'email', 'phone'],
  ...['street', 'postalCode', 'city', 'country', 'currency'],
] as const;

/** The same of an order: look-ups have the reference only. */
export const orderValueNames = [
  ...['reference', 'orderId', 'orderNumber', 'customerReference'],
  ...['debtorId', 'debtorNumber', 'currency'],
] as const;

export function debtorValues({ address, ...debtor }: DebtorOrder): TemplateValues {
  const { reference, accountId, name, name2, vatId, registerNumber, email, phone, currency } = debtor;
  return {
    fullName: name2 ? `${name} ${name2}` : name,
    ...{ reference, accountId, name, vatId, registerNumber, email, phone, currency },
    street: address?.street ?? undefined,
    postalCode: address?.postalCode ?? undefined,
    city: address?.city ?? undefined,
    country: address?.country ?? undefined,
  };
}

export function orderValues(order: ErpOrder): TemplateValues {
  const { reference, orderId, orderNumber, customerReference, debtorNumber, currency } = order;
  return {
    ...{ reference, orderId, orderNumber, customerReference, debtorNumber, currency },
    debtorId: order.debtorExternalId,
  };
}
