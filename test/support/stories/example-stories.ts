import type { Entity } from '../../../domain/canonical/change.ts';
import { aLine, anInvoice } from '../ingestion/an-invoice.ts';
import type { Fields, Step } from './story.ts';
import { without } from './truth.ts';

/** Four states of a record, the last of them under a new number. */
type States = readonly [Fields, Fields, Fields, Fields];

const debtor: States = [
  { number: '10001', name: 'Lumen GmbH', block: 'none', vatId: 'ATU12345675' },
  { number: '10001', name: 'Lumen GmbH', block: 'all', email: 'office@lumen.test' },
  { number: '10001', name: 'Lumen AG', block: 'all', vatId: null },
  { number: '20001', name: 'Lumen AG', block: 'none' },
];

const product: States = [
  { number: 'A-1', name: 'Lamp', kind: 'goods', status: 'active', unit: 'pc' },
  { number: 'A-1', name: 'Lamp', status: 'blocked', listPrice: { amount: '19.90', currency: 'EUR' } },
  { number: 'A-1', name: 'Lamp, dimmable', status: 'active', unit: null },
  { number: 'B-1', name: 'Lamp, dimmable', replacedBy: 'prod-2' },
];

const invoiceState = (number: string, lineCount: number, openAmount: string): Fields => {
  const ourReference = `${number}/${lineCount}`;
  const lines = Array.from({ length: lineCount }, (_, index) => aLine(index, { ourReference }));
  const invoice = anInvoice({ number, lines, payment: { state: 'open', openAmount } });
  return without(invoice, 'externalId', 'version', 'modifiedAt');
};

const invoice: States = [
  invoiceState('RE-1', 2, '240.00'),
  invoiceState('RE-1', 2, '100.00'),
  invoiceState('RE-1', 3, '360.00'),
  invoiceState('RE-2', 1, '120.00'),
];

/** Under a reference that the world of the test knows as one of its orders. */
export const STORY_REFERENCE = 'OS-STORY';

const order: States = [
  { number: 'SO-1', ourReference: STORY_REFERENCE, status: 'draft' },
  { number: 'SO-1', ourReference: STORY_REFERENCE, status: 'confirmed', statusText: 'Open' },
  { number: 'SO-1', ourReference: STORY_REFERENCE, status: 'partly-delivered', lineCount: '3' },
  { number: 'SO-2', ourReference: STORY_REFERENCE, status: 'delivered', statusText: null },
];

const states: Readonly<Record<Entity, States>> = { debtor, product, invoice, order };

/** Create, update, update, rename, delete. */
export const wholeLife = (entity: Entity): Step[] => [...living(entity), { did: 'deleted', fields: {} }];

/** Create, update, rename, delete. */
export const shortLife = (entity: Entity): Step[] => wholeLife(entity).filter((_, index) => index !== 2);

/** Create, update, delete, and there again under a new number. */
export const secondLife = (entity: Entity): Step[] => {
  const [created, updated, , renamed] = states[entity];
  return [
    { did: 'created', fields: created },
    { did: 'updated', fields: updated },
    { did: 'deleted', fields: {} },
    { did: 'created', fields: renamed },
  ];
};

const living = (entity: Entity): Step[] =>
  states[entity].map((fields, index) => ({ did: index === 0 ? 'created' : 'updated', fields }));
