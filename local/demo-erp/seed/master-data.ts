import type {
  Account,
  Currency,
  ItemCategory,
  PaymentTerm,
  UnitOfMeasure,
} from '../records/master-records.ts';
import { decimal } from '../values/decimal.ts';
import { guidFrom, noGuid } from '../values/guid.ts';

/** The small lists that everything else refers to by id. */
export interface MasterData {
  readonly units: readonly UnitOfMeasure[];
  readonly categories: readonly ItemCategory[];
  readonly terms: readonly PaymentTerm[];
  readonly accounts: readonly Account[];
  readonly currencies: readonly Currency[];
}

export function masterData(seed: string, lastModifiedDateTime: string): MasterData {
  const named = (set: string, code: string) => ({
    id: guidFrom(`${seed}/${set}/${code}`),
    lastModifiedDateTime,
  });
  return {
    units: unitRows.map(([code, displayName, internationalStandardCode]) => ({
      ...named('unit', code),
      ...{ code, displayName, internationalStandardCode, symbol: '' },
    })),
    categories: categoryRows.map(([code, displayName]) => ({
      ...named('category', code),
      code,
      displayName,
    })),
    terms: termRows.map(([code, displayName, dueDateCalculation, percent]) => ({
      ...named('terms', code),
      ...{ code, displayName, dueDateCalculation, calculateDiscountOnCreditMemos: false },
      discountDateCalculation: percent === '0' ? '' : '10D',
      discountPercent: decimal(percent),
    })),
    accounts: accountRows.map(([number, displayName]) => ({
      ...named('account', number),
      ...{ number, displayName, category: 'Income', blocked: false },
    })),
    currencies: currencyRows.map(([code, displayName, symbol]) => ({
      ...named('currency', code),
      ...{ code, displayName, symbol, amountDecimalPlaces: '2:2' },
    })),
  };
}

const unitRows = [
  ['STK', 'Stück', 'C62'],
  ['STD', 'Stunde', 'HUR'],
  ['PAU', 'Pauschale', 'LS'],
  ['KG', 'Kilogramm', 'KGM'],
  ['M', 'Meter', 'MTR'],
  ['MON', 'Monat', 'MON'],
] as const;

const categoryRows = [
  ['HARDWARE', 'Geräte und Zubehör'],
  ['MATERIAL', 'Montagematerial'],
  ['SERVICE', 'Dienstleistungen'],
  ['LIZENZ', 'Lizenzen und Wartung'],
  ['FACHBUCH', 'Fachbücher'],
] as const;

const termRows = [
  ['SOFORT', 'Sofort netto', '0D', '0'],
  ['14T', '14 Tage netto', '14D', '0'],
  ['30T', '30 Tage netto', '30D', '0'],
  ['30T2', '30 Tage netto, 10 Tage 2 % Skonto', '30D', '2'],
] as const;

const accountRows = [
  ['4020', 'Erlöse Dienstleistungen'],
  ['4090', 'Versandkostenerlöse'],
  ['4800', 'Rundungsdifferenzen'],
] as const;

const currencyRows = [
  ['CHF', 'Schweizer Franken', 'Fr.'],
  ['USD', 'US-Dollar', '$'],
] as const;

export const currencyId = (masters: MasterData, code: string): string =>
  masters.currencies.find((currency) => currency.code === code)?.id ?? noGuid;
