import type { ErpOrderRecord } from '../records/erp-order.ts';
import type { ErpStatus } from './order-states.ts';

/**
 * What the ERP's record says of our order. Some ERPs delete an order that was invoiced to its end: gone with an invoice is invoiced, gone without
 * one is cancelled. Undefined where nothing but a deletion is known and nobody can say of what.
 */
export function statusOfErpOrder(
  { canonical, deletedAt }: Pick<ErpOrderRecord, 'canonical' | 'deletedAt'>,
  isBilled: boolean,
): Omit<ErpStatus, 'at'> | undefined {
  if (deletedAt !== undefined) return { status: isBilled ? 'invoiced' : 'cancelled' };
  if (!canonical) return undefined;
  const { status, statusText } = canonical;
  return statusText ? { status, statusText } : { status };
}
