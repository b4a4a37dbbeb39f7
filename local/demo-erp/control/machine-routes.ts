import * as z from 'zod';
import { bodyOf } from '../api/body.ts';
import type { Erp } from '../erp.ts';
import { json } from '../http/messages.ts';
import type { Answer } from '../http/messages.ts';
import { switchesSchema } from '../misbehaviour.ts';
import type { EntitySet } from '../records/entity-sets.ts';
import { badRequest } from '../records/erp-error.ts';
import { howMany, read } from './route.ts';
import type { Route } from './route.ts';

const touchSchema = z.strictObject({
  entitySet: z.enum(['customers', 'items', 'salesInvoices', 'salesCreditMemos', 'salesOrders']),
  count: howMany(100_000).optional(),
});

export const machineRoutes: readonly Route[] = [
  { does: 'GET company', serve: ({ erp, request }) => json(200, connectionFacts(erp, request.origin)) },
  { does: 'GET misbehaviour', serve: ({ erp }) => json(200, erp.misbehaviour.switches) },
  { does: 'PUT misbehaviour', serve: ({ erp, request }) => setSwitches(erp, bodyOf(request, JSON.parse)) },
  {
    does: 'PATCH misbehaviour',
    serve: ({ erp, request }) =>
      setSwitches(erp, { ...erp.misbehaviour.switches, ...bodyOf(request, JSON.parse) }),
  },
  { does: 'GET deliveries', serve: ({ erp }) => json(200, { value: erp.journal.list() }) },
  { does: 'GET subscriptions', serve: ({ erp }) => json(200, { value: erp.subscriptions.list() }) },
  {
    does: 'POST subscriptions/expire',
    serve: ({ erp }) => json(200, { expired: erp.subscriptions.expireAll() }),
  },
  {
    does: 'POST tokens/expire',
    serve: ({ erp }) => {
      erp.tokens.expireAll();
      return json(200, { expired: true });
    },
  },
  {
    does: 'POST touch',
    serve: ({ erp, request }) => {
      const { entitySet, count } = read(touchSchema, request);
      return json(200, { touched: touch(erp, entitySet, count) });
    },
  },
];

/** All that a connection to this ERP needs to know. */
const connectionFacts = (erp: Erp, origin: string) => ({
  companyId: erp.companyId,
  companyName: erp.companyName,
  baseUrl: origin,
  apiUrl: `${origin}/api/v2.0`,
  tokenUrl: `${origin}/oauth2/token`,
  ...erp.credentials,
});

/** A switch that is not named goes back to good behaviour. */
function setSwitches(erp: Erp, body: Record<string, unknown>): Answer {
  const parsed = switchesSchema.safeParse(body);
  if (!parsed.success) throw badRequest(z.prettifyError(parsed.error));
  erp.misbehaviour.replace(parsed.data);
  return json(200, erp.misbehaviour.switches);
}

/** Saves records as they are: they count as changed, as after a batch job over everything. */
function touch<S extends EntitySet>(erp: Erp, set: S, count: number | undefined): number {
  const touched = erp.records.list(set).slice(0, count);
  erp.records.together(() => touched.forEach(({ fields }) => erp.records.put(set, fields)));
  return touched.length;
}
