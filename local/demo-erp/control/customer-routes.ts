import * as z from 'zod';
import { bodyOf } from '../api/body.ts';
import type { Erp } from '../erp.ts';
import { json, nothing } from '../http/messages.ts';
import type { Customer } from '../records/master-records.ts';
import { newCustomer } from '../sales/new-customer.ts';
import { changeFields } from './change-fields.ts';
import { findRecord } from './find-record.ts';
import { howMany, read } from './route.ts';
import type { Route } from './route.ts';

const words = { blocked: [' ', 'Ship', 'Invoice', 'All'], type: ['Company', 'Person'] };

const blockSchema = z.strictObject({ blocked: z.enum([' ', 'Ship', 'Invoice', 'All']) });
const renameSchema = z.strictObject({ number: z.string().trim().min(1).max(20) });
const bulkSchema = z.strictObject({ count: howMany(20_000) });

export const customerRoutes: readonly Route[] = [
  {
    does: 'POST customers',
    serve: ({ erp, request }) => json(201, createCustomer(erp, bodyOf(request))),
  },
  {
    does: 'POST customers/bulk',
    serve: ({ erp, request }) => {
      const { count } = read(bulkSchema, request);
      const names = Array.from({ length: count }, (_, index) => `Großkunde ${index + 1} GmbH`);
      erp.records.together(() => names.forEach((displayName) => createCustomer(erp, { displayName })));
      return json(201, { created: count });
    },
  },
  {
    does: 'PATCH customers/:key',
    serve: ({ erp, key, request }) => {
      const changed = changeFields(findRecord(erp, 'customers', key), bodyOf(request), words);
      return json(200, erp.records.put('customers', changed));
    },
  },
  {
    does: 'POST customers/:key/block',
    serve: ({ erp, key, request }) => {
      const { blocked } = read(blockSchema, request);
      return json(200, erp.records.put('customers', { ...findRecord(erp, 'customers', key), blocked }));
    },
  },
  {
    does: 'POST customers/:key/rename',
    serve: ({ erp, key, request }) => {
      const { number } = read(renameSchema, request);
      return json(200, erp.records.put('customers', { ...findRecord(erp, 'customers', key), number }));
    },
  },
  {
    does: 'DELETE customers/:key',
    serve: ({ erp, key }) => {
      erp.records.remove('customers', findRecord(erp, 'customers', key).id);
      return nothing;
    },
  },
];

function createCustomer(erp: Erp, wishes: Record<string, unknown>): Customer {
  return erp.records.together(() => {
    const number = typeof wishes['number'] === 'string' ? wishes['number'] : erp.numbers.next('customer');
    return erp.records.put('customers', changeFields({ ...newCustomer(erp.records), number }, wishes, words));
  });
}
