import type { CanonicalOrder } from '../../../domain/canonical/order.ts';
import { ConcurrentChangeError } from '../../../domain/errors.ts';
import type { ErpOrderRecord } from '../../../domain/records/erp-order.ts';
import type { InvoiceRecord, StoredInvoice } from '../../../domain/records/invoice.ts';
import type { Order } from '../../../domain/records/order.ts';
import type { FollowPorts } from '../../../functions/shared/orders/follow-ports.ts';
import { recordIdOf } from '../../../functions/shared/store/record-ids.ts';

export const ERP = { connectionId: 'bc', externalId: 'so-1' };
export const INVOICE_ID = recordIdOf({ connectionId: 'bc', entity: 'invoice', externalId: 'in-1' });

const at = '2026-02-04T08:00:00Z';
const meta = {
  ...{ company: 'demo', connectionId: 'bc', createdAt: at, updatedAt: at, version: 1 },
  ...{ formerNumbers: [], order: { at, hash: 'h' } },
  source: { deliveryId: '0198c0de-0000-7000-8000-000000000001', index: 0, hash: 'h' },
};

export function anErpOrder(
  canonical: Partial<CanonicalOrder>,
  fields: Partial<Pick<ErpOrderRecord, 'externalId' | 'deletedAt'>> = {},
): ErpOrderRecord {
  const { externalId = ERP.externalId, deletedAt } = fields;
  return {
    ...{ ...meta, entity: 'order', externalId, deletedAt },
    recordId: recordIdOf({ connectionId: 'bc', entity: 'order', externalId }),
    canonical: { externalId, ourReference: 'OS-1', status: 'confirmed', ...canonical },
  };
}

export const anInvoiceOf = (canonical: Partial<StoredInvoice>, lineReference?: string): InvoiceRecord => ({
  ...{ ...meta, entity: 'invoice', recordId: INVOICE_ID, externalId: 'in-1' },
  canonical: {
    ...{ externalId: 'in-1', kind: 'invoice', status: 'posted', currency: 'EUR', flags: [] },
    lines: [{ kind: 'product', ourReference: lineReference }],
    totals: { net: '1' },
    ...canonical,
  },
});

interface Given {
  readonly order: Order;
  readonly erpOrder?: ErpOrderRecord;
  readonly invoice?: InvoiceRecord;
}

/** The use case over one order in memory, which our reference OS-1 names. */
export function aFollower({ order, erpOrder, invoice }: Given) {
  let held = order;
  const noted = new Set<string>();
  const world = {
    noted,
    /** The record of the ERP was linked with the order when it was handed over. */
    isLinked: false,
    order: () => held,
    replace: (next: Order) => (held = next),
    beforeSave: undefined as (() => unknown) | undefined,
  };
  const ports: FollowPorts = {
    orders: {
      get: (_, orderId) => Promise.resolve(orderId === held.orderId ? held : undefined),
      save: async (next) => {
        const interfere = world.beforeSave;
        world.beforeSave = undefined;
        interfere?.();
        if (next.version !== held.version + 1) throw new ConcurrentChangeError('Somebody was faster.');
        held = next;
        return Promise.resolve(next);
      },
      find: (_, name) => {
        const isMeant = name === 'OS-1' || (world.isLinked && name === erpOrder?.recordId);
        return Promise.resolve(isMeant ? order.orderId : undefined);
      },
    },
    erpOrders: { get: (_, id) => Promise.resolve(id === erpOrder?.recordId ? erpOrder : undefined) },
    invoices: {
      get: (_, id) => Promise.resolve(id === INVOICE_ID ? invoice : undefined),
      note: ({ orderId, invoiceId }) => Promise.resolve(void noted.add(`${orderId} ${invoiceId}`)),
      ofOrder: (_, orderId) =>
        Promise.resolve([...noted].flatMap((link) => (link.startsWith(orderId) ? [link.slice(9)] : []))),
    },
    now: () => Date.parse('2026-02-05T08:00:00Z'),
  };
  return Object.assign(world, { ports });
}
