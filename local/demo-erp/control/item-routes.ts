import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { bodyOf } from '../api/body.ts';
import type { Erp } from '../erp.ts';
import { json, nothing } from '../http/messages.ts';
import type { Item } from '../records/master-records.ts';
import { zero } from '../values/decimal.ts';
import { noGuid } from '../values/guid.ts';
import { changeFields } from './change-fields.ts';
import { findRecord } from './find-record.ts';
import { read } from './route.ts';
import type { Route } from './route.ts';

const words = { type: ['Inventory', 'Service', 'Non-Inventory'], taxGroupCode: ['UST.20', 'UST.10'] };

const blockSchema = z.strictObject({ blocked: z.boolean() });

export const itemRoutes: readonly Route[] = [
  {
    does: 'POST items',
    serve: ({ erp, request }) => {
      const wishes = bodyOf(request);
      const created = erp.records.together(() => {
        const number = typeof wishes['number'] === 'string' ? wishes['number'] : erp.numbers.next('item');
        return erp.records.put('items', changeFields({ ...blank(erp), number }, wishes, words));
      });
      return json(201, created);
    },
  },
  {
    does: 'PATCH items/:key',
    serve: ({ erp, key, request }) => {
      const changed = changeFields(findRecord(erp, 'items', key), bodyOf(request), words);
      return json(200, erp.records.put('items', changed));
    },
  },
  {
    does: 'POST items/:key/block',
    serve: ({ erp, key, request }) => {
      const { blocked } = read(blockSchema, request);
      return json(200, erp.records.put('items', { ...findRecord(erp, 'items', key), blocked }));
    },
  },
  {
    does: 'DELETE items/:key',
    serve: ({ erp, key }) => {
      erp.records.remove('items', findRecord(erp, 'items', key).id);
      return nothing;
    },
  },
];

function blank(erp: Erp): Item {
  const unit = erp.records.list('unitsOfMeasure').find(({ fields }) => fields.code === 'STK')?.fields;
  return {
    id: randomUUID(),
    number: '',
    displayName: 'Neuer Artikel',
    type: 'Inventory',
    itemCategoryId: noGuid,
    itemCategoryCode: '',
    blocked: false,
    gtin: '',
    inventory: zero,
    unitPrice: zero,
    priceIncludesTax: false,
    unitCost: zero,
    taxGroupId: noGuid,
    taxGroupCode: 'UST.20',
    baseUnitOfMeasureId: unit?.id ?? noGuid,
    baseUnitOfMeasureCode: unit?.code ?? '',
    lastModifiedDateTime: '',
  };
}
