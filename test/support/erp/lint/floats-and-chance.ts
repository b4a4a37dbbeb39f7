import { edited, net, time, type BadCase } from './changes.ts';

/** What can be seen in a mapping, and digits that get lost. */
export const floatsAndChance: readonly BadCase[] = [
  {
    ...{ rule: 'unpredictable', what: 'the time of day', says: /^\$now gives another result/ },
    spoil: edited('invoice.jsonata', time, '$now()'),
  },
  {
    ...{ rule: 'unpredictable', what: 'chance, handed on by name', says: /^\$shuffle/ },
    spoil: edited('line.jsonata', '"unit": unit', '"unit": [unit] ~> $shuffle'),
  },
  {
    ...{ rule: 'float-money', what: 'a sum of floats', says: /^\$sum computes in floats/ },
    spoil: edited('invoice.jsonata', net, '"net": $string($sum(lines.net))'),
  },
  {
    ...{ rule: 'float-money', what: 'an operator', says: /^"\*" computes in floats/ },
    spoil: edited('line.jsonata', net, '"net": quantity * price'),
  },
  {
    ...{ rule: 'float-money', what: 'a turned sign', says: /^"-" computes in floats/ },
    spoil: edited('line.jsonata', net, '"net": $string(-(net))'),
  },
  {
    ...{ rule: 'float-money', what: 'a float on the way', says: /^\$number makes a float/ },
    spoil: edited('line.jsonata', net, '"net": $string($number(net))'),
  },
  {
    ...{ rule: 'float-money', what: 'what only its digits give away', says: /amount loses digits of price/ },
    spoil: edited('product.jsonata', '$decimal(price)', '($same := $number; $string($same(price)))'),
  },
  {
    ...{ rule: 'half-even-rounding', what: 'rounding', says: /^\$round rounds/ },
    spoil: edited('invoice.jsonata', net, '"net": $string($round($number(net), 2))'),
  },
  {
    ...{ rule: 'half-even-rounding', what: 'a picture', says: /^\$formatNumber rounds/ },
    spoil: edited('invoice.jsonata', net, '"net": $formatNumber($number(net), "0.00")'),
  },
];
