import type { Erp } from '../erp.ts';
import { jsonText, nothing } from '../http/messages.ts';
import type { Answer, IncomingRequest } from '../http/messages.ts';
import { parseQueryOptions } from '../odata/query-options.ts';
import { factsOf } from '../records/entity-sets.ts';
import type { EntitySet } from '../records/entity-sets.ts';
import { ErpError } from '../records/erp-error.ts';
import { deleteOrder } from '../sales/order-desk.ts';
import { bodyOf } from './body.ts';
import { etagOf, renderRecord } from './render.ts';
import type { Segment } from './segments.ts';
import { createCustomer } from './write-customers.ts';
import { createOrder, shipAndInvoice } from './write-orders.ts';

interface Written {
  readonly set: EntitySet;
  readonly key: string | undefined;
  readonly rest: readonly Segment[];
}

/** What integrations may write: customers, orders with their lines, and the order's own action. */
export function writeEntities(erp: Erp, request: IncomingRequest, { set, key, rest }: Written): Answer {
  const [action] = rest;
  const does = `${request.method} ${set}${key === undefined ? '' : '(id)'}${action ? `/${action.name}` : ''}`;
  switch (does) {
    case 'POST customers':
      return created(erp, request, { set: 'customers', id: createCustomer(erp, bodyOf(request)).id });
    case 'POST salesOrders':
      return created(erp, request, { set: 'salesOrders', id: createOrder(erp, bodyOf(request)).id });
    case 'DELETE salesOrders(id)':
      deleteOrder(erp, erp.records.get('salesOrders', key ?? '').fields);
      return nothing;
    case 'POST salesOrders(id)/Microsoft.NAV.shipAndInvoice':
      shipAndInvoice(erp, key ?? '');
      return nothing;
    default:
      throw new ErpError(
        405,
        'BadRequest_MethodNotAllowed',
        `'${request.method}' requests for '${set}' are not allowed.`,
      );
  }
}

function created(
  erp: Erp,
  request: IncomingRequest,
  { set, id }: { set: 'customers' | 'salesOrders'; id: string },
): Answer {
  const { fields, lines, revision } = erp.records.get(set, id);
  const { lines: name } = factsOf(set);
  const etag = etagOf(id, revision);
  const shown = { fields, etag, lines: name === undefined ? undefined : { name, text: lines ?? '[]' } };
  const rendering = {
    wanted: parseQueryOptions(request.query),
    isEscaped: erp.misbehaviour.switches.escapeEnumNames,
  };
  return jsonText(201, renderRecord(shown, rendering), { etag });
}
