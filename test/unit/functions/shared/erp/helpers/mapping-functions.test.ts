import { describe, expect, it } from 'vitest';
import { dateFunctions, utcInstant } from '../../../../../../functions/shared/erp/helpers/dates.ts';
import { decimalFunctions } from '../../../../../../functions/shared/erp/helpers/decimals.ts';
import { jsonFunctions } from '../../../../../../functions/shared/erp/helpers/json-function.ts';
import {
  tableFunction,
  tableKeyFunction,
} from '../../../../../../functions/shared/erp/helpers/table-function.ts';
import { textFunctions } from '../../../../../../functions/shared/erp/helpers/texts.ts';
import { instantOfNaive } from '../../../../../../functions/shared/erp/helpers/zoned-time.ts';

const { decAdd, decSub, decMul, decDiv, decRound, decSum, decCompare, decimal, negate } = decimalFunctions;

describe('decimals', () => {
  it('are exact where floats are not', () => {
    expect([
      decAdd('0.1', '0.2'),
      decSub('0.3', '0.1'),
      decMul('1.1', '1.1'),
      decSum(['0.1', '0.2', null]),
    ]).toEqual(['0.3', '0.2', '1.21', '0.3']);
  });

  it.each([
    ['2.5', 0, '3'],
    ['-2.5', 0, '-3'],
    ['1.005', 2, '1.01'],
    ['1', 2, '1.00'],
  ])('%s is rounded to %d digits commercially: %s', (value, digits, rounded) => {
    expect(decRound(value, digits)).toBe(rounded);
  });

  it('nothing sent stays nothing, empty stays empty, and nothing is divided by zero', () => {
    expect([
      decAdd(undefined, '1'),
      decAdd(null, '1'),
      decimal(undefined),
      negate(null),
      decDiv('1', '0'),
    ]).toEqual([undefined, null, undefined, null, null]);
  });

  it('zero has no sign; noise of floats beyond ten digits is rounded away', () => {
    expect([negate('0.00'), negate('1.50'), decimal('0.30000000000000004')]).toEqual([
      '0',
      '-1.5',
      '0.3000000000',
    ]);
  });

  it('compares by value and sums none or one', () => {
    expect([decCompare('1.0', '1'), decCompare('-2', '1'), decSum(undefined), decSum('7')]).toEqual([
      0,
      -1,
      '0',
      '7',
    ]);
  });
});

describe('times', () => {
  const { isoDate, instant, epoch } = dateFunctions;

  it('dates come from ISO texts and from /Date(ms)/', () => {
    expect([
      isoDate('2026-01-31'),
      isoDate('2026-01-31T23:59:59'),
      isoDate('/Date(1767225600000+0000)/'),
      isoDate(null),
    ]).toEqual(['2026-01-31', '2026-01-31', '2026-01-01', null]);
    expect(() => isoDate('2026-02-30')).toThrow(/not a date/);
  });

  it('instants are UTC whatever they came as', () => {
    expect([
      instant('2026-01-01T01:00:00+0100'),
      instant('2026-01-01 00:00:00', 'Europe/Vienna'),
      instant('/Date(0)/'),
      epoch('1', 's'),
      epoch('1', 'ms'),
    ]).toEqual([
      '2026-01-01T00:00:00Z',
      '2025-12-31T23:00:00Z',
      '1970-01-01T00:00:00.000Z',
      '1970-01-01T00:00:01.000Z',
      '1970-01-01T00:00:00.001Z',
    ]);
    expect(() => instant('tomorrow')).toThrow(/not a time/);
  });

  it('an hour that happens twice is the first, one that never happens is an hour later', () => {
    expect(instantOfNaive('2026-10-25 02:30:00', 'Europe/Vienna')).toBe('2026-10-25T00:30:00Z');
    expect(instantOfNaive('2026-03-29 02:30:00', 'Europe/Vienna')).toBe('2026-03-29T01:30:00Z');
    expect(instantOfNaive('2026-03-29 03:00:00', 'Europe/Vienna')).toBe('2026-03-29T01:00:00Z');
  });

  it('fractions keep their digits', () => {
    expect(utcInstant('2026-01-01T01:00:00.1234567+01:00')).toBe('2026-01-01T00:00:00.1234567Z');
    expect(utcInstant('2026-01-01T00:00:00')).toBeUndefined();
  });
});

describe('texts', () => {
  const { nonEmpty, enumName, htmlText, flag, list } = textFunctions;

  it('HTML becomes text with its line breaks', () => {
    expect(htmlText('<p>Gr&uuml;n &amp; <b>blau</b><br/>&#8364; &#x41;</p><p>zwei</p>')).toBe(
      'Gr&uuml;n & blau\n€ A\nzwei',
    );
    expect(htmlText('<p></p>')).toBeNull();
  });

  it('escaped enum names, flags, blanks and lists are undone', () => {
    expect([enumName('Non_x002D_Inventory'), enumName('_x0020_')]).toEqual(['Non-Inventory', ' ']);
    expect([flag('tYES'), flag('1'), flag(true), flag('0'), flag('tNO'), flag(null)]).toEqual([
      true,
      true,
      true,
      false,
      false,
      null,
    ]);
    expect([nonEmpty('  '), nonEmpty(' a '), nonEmpty(undefined)]).toEqual([null, 'a', undefined]);
    expect([list(undefined), list(null), list('a'), list(['a', 'b'])]).toEqual([[], [], ['a'], ['a', 'b']]);
  });
});

describe('$table', () => {
  const table = tableFunction({ blocked: { '': 'none', All: 'all' } });

  it('translates, and takes null and blanks as ""', () => {
    expect([
      table('blocked', 'All'),
      table('blocked', ' '),
      table('blocked', null),
      table('blocked', undefined),
    ]).toEqual(['all', 'none', 'none', undefined]);
  });

  it.each(['Some', 'constructor', 'toString'])('%s is unknown and never guessed', (value) => {
    expect(() => table('blocked', value)).toThrow(`"${value}" is not in the connector's table "blocked"`);
  });

  it('an unknown table is a mistake of the connector', () => {
    expect(() => table('nothing', 'x')).toThrow(/no table "nothing"/);
  });
});

describe('$tableKey', () => {
  const key = tableKeyFunction({ country: { Austria: 'AT', 'Czech Republic': 'CZ', Czechia: 'CZ' } });

  it("finds the ERP's value for our word, the first of several", () => {
    expect([key('country', 'AT'), key('country', 'CZ')]).toEqual(['Austria', 'Czech Republic']);
    expect([key('country', null), key('country', undefined)]).toEqual([undefined, undefined]);
  });

  it('guesses nothing', () => {
    expect(() => key('country', 'XX')).toThrow('nothing in the connector\'s table "country" stands for "XX"');
    expect(() => key('nothing', 'AT')).toThrow(/no table "nothing"/);
  });
});

describe('$json', () => {
  const { json } = jsonFunctions;

  it('reads a text that holds JSON, with every digit of its numbers', () => {
    expect(json('{"A": [8.10, 21.25]}')).toEqual({ A: ['8.10', '21.25'] });
    expect([json(null), json(undefined)]).toEqual([null, undefined]);
  });

  it('names what is none', () => {
    expect(() => json('{A}')).toThrow(/"\{A\}" is no JSON/);
  });
});
