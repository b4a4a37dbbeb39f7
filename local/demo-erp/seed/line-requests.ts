import type { Item } from '../records/master-records.ts';
import { resources } from '../sales/price-list.ts';
import type { LineRequest } from '../sales/compose-lines.ts';
import { decimal } from '../values/decimal.ts';
import type { Chance } from './random.ts';

const remarks = [
  'Leistungszeitraum gemäß beiliegendem Arbeitsschein.',
  'Bitte beachten Sie die geänderte Bankverbindung.',
  'Projekt „Überdachung Süd“',
];

/** A document's worth of lines: mostly items, some hours, now and then freight and a remark. */
export function lineRequests(chance: Chance, sellable: readonly Item[]): LineRequest[] {
  const count = chance.oneIn(12) ? chance.between(12, 25) : chance.between(1, 7);
  const lines = Array.from({ length: count }, () => valueLine(chance, sellable));
  return chance.oneIn(4) && count < 25
    ? [{ type: 'Comment', description: chance.pick(remarks) }, ...lines]
    : lines;
}

function valueLine(chance: Chance, sellable: readonly Item[]): LineRequest {
  const draw = chance.between(1, 20);
  if (draw <= 3) return hours(chance);
  if (draw === 4)
    return { type: 'Account', number: '4090', unitPrice: decimal(chance.between(490, 8990)).div(100) };
  const item = chance.pick(sellable);
  const discountPercent = chance.oneIn(6) ? decimal(chance.pick(['3', '5', '12.5', '33.33'])) : undefined;
  return { type: 'Item', number: item.number, quantity: quantityOf(chance, item), discountPercent };
}

function hours(chance: Chance): LineRequest {
  const quantity = decimal(chance.between(1, 32)).div(4);
  return { type: 'Resource', number: chance.pick(resources).number, quantity };
}

function quantityOf(chance: Chance, item: Item) {
  const isCut = item.baseUnitOfMeasureCode === 'M' && chance.oneIn(2);
  return isCut ? decimal(chance.between(1, 9_999)).div(100) : decimal(chance.between(1, 12));
}
