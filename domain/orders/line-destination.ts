import type { OrderLine } from '../records/order.ts';
import type { Sold } from '../records/sold-part.ts';

type Destined = Pick<Sold, 'recurrence' | 'productKind' | 'phase'>;

/** Recurring lines become agreement positions; hours, and flat rates of a project phase, a project; the rest goes to the ERP (O-5). */
export function destinationOf({ recurrence, productKind, phase }: Destined): OrderLine['destination'] {
  if (recurrence) return 'agreement';
  if (productKind === 'hourly') return 'project';
  return productKind === 'flat-rate' && phase ? 'project' : 'erp';
}

export const goesToErp = ({ destination }: Pick<OrderLine, 'destination'>): boolean => destination === 'erp';
