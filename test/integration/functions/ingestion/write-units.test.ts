import { afterAll, beforeAll, expect, it } from 'vitest';
import { applyDeliveries } from '../../../../functions/apply-delivery/apply-delivery.ts';
import type { Item } from '../../../../functions/shared/store/items.ts';
import type { Tables } from '../../../../functions/shared/store/tables.ts';
import { everyItem } from '../../../support/aws/every-item.ts';
import { aStore, type RunningStore } from '../../../support/admin-api/a-store.ts';
import { aMessage, queued } from '../../../support/ingestion/a-message.ts';
import { anInvoice } from '../../../support/ingestion/an-invoice.ts';
import { ingestionWorld } from '../../../support/ingestion/ingestion-world.ts';

let running: RunningStore;
beforeAll(async () => {
  running = await aStore();
});
afterAll(() => running.close());

const sizeOf = (item: Item): number =>
  Object.entries(item).reduce(
    (sum, [name, value]) =>
      sum + name.length + (value.B?.length ?? Buffer.byteLength(value.S ?? value.N ?? '')),
    0,
  );
const unitsOf = (item: Item): number => Math.ceil(sizeOf(item) / 1_024);

/** What an index holds of an item: its keys and what is projected. */
const projected = (item: Item, index: string): Item | undefined =>
  item[`${index}pk`] &&
  Object.fromEntries(
    Object.entries(item).filter(([name]) =>
      ['pk', 'sk', 'head', 'version', `${index}pk`, `${index}sk`].includes(name),
    ),
  );

const itemsOf = (table: string): Promise<Item[]> => everyItem(running.endpoint, table);

it('a new invoice with 20 lines costs at most 6 write units in all tables, and few calls', async () => {
  const messages = Array.from({ length: 10 }, (_, index) => {
    const externalId = `9c1185a5-c5e9-fc54-6128-08977aa748${String(10 + index)}`;
    const data = anInvoice({ externalId, number: `RE-2026-${10_000 + index}` }, 20);
    return queued(aMessage([{ entity: 'invoice', externalId, change: 'created', data }]));
  });
  const calls: string[] = [];
  const tables: Tables = (action, input) => {
    calls.push(action);
    return running.store.tables(action, input);
  };
  const ports = {
    ...ingestionWorld({ ...running.store, tables }),
    failures: { note: () => undefined },
    mostReceives: 5,
  };

  expect(await applyDeliveries(ports, messages)).toEqual([]);

  const crm = await itemsOf('crm');
  const indexed = crm
    .flatMap((item) => [projected(item, 'gsi1'), projected(item, 'gsi2')])
    .filter((item) => item !== undefined);
  const written = [
    ...crm,
    ...indexed,
    ...(await itemsOf('cross-references')),
    ...(await itemsOf('deliveries')),
  ];
  expect(written.reduce((sum, item) => sum + unitsOf(item), 0) / messages.length).toBeLessThanOrEqual(6);
  expect(calls.sort()).toEqual(['BatchExecuteStatement', 'BatchWriteItem']);
  expect(ports.archived.size).toBe(1);
});
