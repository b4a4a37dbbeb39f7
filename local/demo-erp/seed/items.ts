import type { Item } from '../records/master-records.ts';
import { decimal, zero } from '../values/decimal.ts';
import { guidFrom } from '../values/guid.ts';
import type { MasterData } from './master-data.ts';
import { chanceFor } from './random.ts';

interface Family {
  readonly names: readonly string[];
  readonly variants: readonly string[];
  readonly type: Item['type'];
  readonly category: string;
  readonly unit: string;
  /** The cheapest and the dearest price, in units of the smallest step. */
  readonly price: readonly [low: number, high: number];
  readonly decimals: number;
  readonly taxGroup: string;
}

/** 24 devices, 12 materials with up to five decimals, 10 services, 10 licences, 4 books at the reduced rate. */
const families: readonly Family[] = [
  {
    names: [
      'Wärmepumpe',
      'Schaltschrank',
      'Kühlgerät',
      'Lüfter',
      'Türöffner',
      'Messfühler',
      'Router',
      'Prüfgerät',
    ],
    variants: ['S', 'M', 'XL'],
    ...{
      type: 'Inventory',
      category: 'HARDWARE',
      unit: 'STK',
      price: [1990, 489000],
      decimals: 2,
      taxGroup: 'UST.20',
    },
  },
  {
    names: [
      'Kabel NYM-J 3×1,5',
      'Dübel 8 mm',
      'Schraube M6×20',
      'Isolierband',
      'Rohr Ø 22',
      'Klemme 2,5 mm²',
    ],
    variants: ['', 'verzinkt'],
    ...{
      type: 'Inventory',
      category: 'MATERIAL',
      unit: 'M',
      price: [1234, 399999],
      decimals: 5,
      taxGroup: 'UST.20',
    },
  },
  {
    names: ['Störungsbehebung', 'Wartung vor Ort', 'Inbetriebnahme', 'Schulung', 'Prüfung nach ÖNORM'],
    variants: ['Tag', 'Nacht'],
    ...{
      type: 'Service',
      category: 'SERVICE',
      unit: 'STD',
      price: [7500, 16500],
      decimals: 2,
      taxGroup: 'UST.20',
    },
  },
  {
    names: ['Fernüberwachung', 'Lizenz Leitstand', 'Datensicherung', 'Störungshotline', 'Cloud-Speicher'],
    variants: ['Basis', 'Plus'],
    ...{
      type: 'Service',
      category: 'LIZENZ',
      unit: 'MON',
      price: [49000, 2490000],
      decimals: 4,
      taxGroup: 'UST.20',
    },
  },
  {
    names: ['Handbuch Kältetechnik', 'Ratgeber Förderungen'],
    variants: ['1. Auflage', '2. Auflage'],
    ...{
      type: 'Non-Inventory',
      category: 'FACHBUCH',
      unit: 'STK',
      price: [1990, 8990],
      decimals: 2,
      taxGroup: 'UST.10',
    },
  },
];

/** Positions of items that may no longer be sold. */
const blockedAt = new Set([7, 23, 41]);

export interface ItemSeed {
  readonly seed: string;
  readonly masters: MasterData;
  readonly lastModifiedDateTime: string;
}

export function items(plan: ItemSeed): Item[] {
  const named = families.flatMap((family) =>
    family.names.flatMap((name) =>
      family.variants.map((variant) => ({ family, displayName: `${name} ${variant}`.trim() })),
    ),
  );
  return named.map(({ family, displayName }, index) => ({
    ...identity(plan, index),
    displayName,
    ...classification(plan, family),
    ...prices(plan, family, index),
    lastModifiedDateTime: plan.lastModifiedDateTime,
  }));
}

/** Numbers keep their leading zeros; some carry letters. */
function identity(plan: ItemSeed, index: number) {
  const id = guidFrom(`${plan.seed}/item/${index}`);
  const number = index % 5 === 0 ? `${1896 + index}-S` : String(70 + index).padStart(6, '0');
  return {
    id,
    number,
    blocked: blockedAt.has(index),
    gtin: index % 3 ? '' : `9012345${String(index).padStart(6, '0')}`,
  };
}

function classification(plan: ItemSeed, family: Family) {
  const category = plan.masters.categories.find(({ code }) => code === family.category);
  const unit = plan.masters.units.find(({ code }) => code === family.unit);
  if (!category || !unit) throw new RangeError(`Unknown category ${family.category} or unit ${family.unit}.`);
  return {
    type: family.type,
    itemCategoryId: category.id,
    itemCategoryCode: category.code,
    priceIncludesTax: false,
    taxGroupId: guidFrom(`${plan.seed}/tax-group/${family.taxGroup}`),
    taxGroupCode: family.taxGroup,
    baseUnitOfMeasureId: unit.id,
    baseUnitOfMeasureCode: unit.code,
  };
}

function prices(plan: ItemSeed, family: Family, index: number) {
  const chance = chanceFor(`${plan.seed}/item-price/${index}`);
  const [low, high] = family.price;
  const unitPrice = decimal(chance.between(low, high)).div(10 ** family.decimals);
  const inventory = family.type === 'Inventory' ? decimal(chance.between(0, 900)) : zero;
  return { unitPrice, unitCost: unitPrice.times('0.62').toDecimalPlaces(family.decimals), inventory };
}
