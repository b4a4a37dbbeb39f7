import { describe, expect, it } from 'vitest';
import { expressionFindings } from '../../../../cli/connector/lint/expression-rules.ts';

const places = [
  ['a member', '{ "net": $round(net) }'],
  ['a member of a member', '{ "totals": { "net": $round(net) } }'],
  ['a list', '[1, $round(net)]'],
  ['a block', '($a := 1; $round(net))'],
  ['a variable', '($a := $round(net); $a)'],
  ['a function of its own', '($f := function($x) { $round($x) }; $f(net))'],
  ['a function given to another', '$map(lines, function($line) { $round($line.net) })'],
  ['a condition', '$round(net) = 1 ? 2 : 3'],
  ['a branch', 'net ? $round(net) : 3'],
  ['the other branch', 'net ? 3 : $round(net)'],
  ['a filter', 'lines[$round(net) > 1]'],
  ['a step', 'lines.$round(net)'],
  ['an order', 'lines^(>$round(net))'],
  ['a group', 'lines{ kind: $round(net) }'],
  ['a chain', 'net ~> $round'],
  ['a chain with more', 'net ~> $round(2)'],
  ['an argument', '$string($round(net))'],
  ['a default', 'net ?? $round(gross)'],
  ['a change of a copy', '$ ~> |lines|{ "net": $round(net) }|'],
  ['a function half applied', '($f := $round(?, 2); $f(net))'],
  ['a range', '[1..$round(net)]'],
] as const;

describe('what is read off a mapping', () => {
  it.each(places)('is found in %s', (_, source) => {
    const found = expressionFindings('x.jsonata', source);

    expect(found.map(({ rule }) => rule)).toContain('half-even-rounding');
  });

  it('counts lines from one, comments and all', () => {
    expect(
      expressionFindings('x.jsonata', '/* first\nsecond */\n{\n  "net":\n    $round(net)\n}'),
    ).toMatchObject([{ file: 'x.jsonata', line: 5 }]);
  });

  it.each(['$decRound(net, 2)', '$rounded', '"$round(net)"', '/* $round(net) */ net', 'round', '$.round'])(
    'takes %s for what it is',
    (source) => {
      expect(expressionFindings('x.jsonata', source)).toEqual([]);
    },
  );
});
